create table boards_board (
    id uuid primary key,
    organisation_id uuid not null,
    owner_id uuid,
    name text not null,
    folded text not null,
    note text not null,
    sharing text not null,
    address text,
    ready text,
    items text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    changed_by text not null,
    version integer not null
);
create index boards_board_organisation on boards_board (organisation_id, name);
create unique index boards_board_address on boards_board (address);

create table boards_share (
    id uuid primary key,
    board_id uuid not null references boards_board (id) on delete cascade deferrable initially deferred,
    organisation_id uuid not null
);
create unique index boards_share_board on boards_share (board_id, organisation_id);

create table boards_edition (
    id uuid primary key,
    board_id uuid not null references boards_board (id) on delete cascade deferrable initially deferred,
    number integer not null,
    at timestamptz not null,
    by_name text not null,
    name text not null,
    note text not null,
    items text not null
);
create unique index boards_edition_board on boards_edition (board_id, number);

create table boards_mark (
    id uuid primary key,
    board_id uuid not null references boards_board (id) on delete cascade deferrable initially deferred,
    user_id uuid not null,
    is_favourite boolean not null,
    is_today boolean not null
);
create unique index boards_mark_user on boards_mark (user_id, board_id);

create table boards_shape (
    id uuid primary key,
    level text not null,
    code text not null,
    within text not null,
    name text not null,
    valid_from date not null,
    rings text not null
);
create unique index boards_shape_code on boards_shape (level, code, valid_from);
