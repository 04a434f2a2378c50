-- An edition of a code list, complete from its first day until the next begins.
create table codes_edition (
    id uuid primary key,
    system text not null,
    name text not null,
    label text not null,
    valid_from date not null,
    valid_to date,
    hash text not null,
    codes integer not null,
    loaded_at timestamptz not null,
    loaded_by text not null
);
create unique index codes_edition_begin on codes_edition (system, valid_from);

-- A code of an edition; place is its order in the list, folded holds code and names without tone marks, each word behind a space.
create table codes_code (
    system text not null,
    code text not null,
    valid_from date not null,
    valid_to date,
    edition_id uuid not null references codes_edition (id),
    place integer not null,
    display text not null,
    display_en text not null,
    parent text not null,
    properties text not null,
    folded text not null,
    primary key (system, code, valid_from)
);
create index codes_code_edition on codes_code (edition_id);
create index codes_code_words on codes_code (system, valid_from, valid_to, place, folded, code);
create index codes_code_parent on codes_code (system, parent);
