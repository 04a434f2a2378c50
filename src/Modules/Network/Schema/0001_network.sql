create table network_place (
    id uuid primary key,
    code text not null,
    level text not null,
    name text not null,
    full_name text not null,
    name_en text not null,
    unit_type text not null,
    folded text not null,
    parent_id uuid references network_place (id),
    valid_from date not null,
    valid_to date,
    unique (code, level, valid_from)
);
create index network_place_parent on network_place (parent_id);
create index network_place_folded on network_place (folded);

create table network_place_passage (
    id uuid primary key,
    from_id uuid not null references network_place (id),
    to_id uuid not null references network_place (id),
    happened_on date not null,
    extent text not null,
    unique (from_id, to_id)
);
create index network_place_passage_to on network_place_passage (to_id);

create table network_organisation (
    id uuid primary key,
    version integer not null,
    kind text not null,
    tier text not null,
    level text not null,
    country text not null,
    short text not null,
    note text not null,
    place_id uuid references network_place (id),
    started_on date,
    ended_on date
);

create table network_name (
    id uuid primary key,
    organisation_id uuid not null references network_organisation (id),
    text text not null,
    folded text not null,
    valid_from date,
    valid_to date
);
create index network_name_organisation on network_name (organisation_id);

create table network_parent (
    id uuid primary key,
    organisation_id uuid not null references network_organisation (id),
    parent_id uuid references network_organisation (id),
    valid_from date,
    valid_to date
);
create index network_parent_organisation on network_parent (organisation_id);

create table network_alias (
    id uuid primary key,
    organisation_id uuid not null references network_organisation (id),
    text text not null,
    folded text not null
);
create index network_alias_organisation on network_alias (organisation_id);

create table network_code (
    id uuid primary key,
    organisation_id uuid not null references network_organisation (id),
    kind text not null,
    text text not null,
    valid_from date,
    valid_to date
);
create index network_code_organisation on network_code (organisation_id);
create index network_code_text on network_code (kind, text);

create table network_passage (
    id uuid primary key,
    from_id uuid not null references network_organisation (id),
    to_id uuid not null references network_organisation (id),
    kind text not null,
    happened_on date not null,
    unique (from_id, to_id, kind)
);
create index network_passage_to on network_passage (to_id);

create table network_edition (
    id integer primary key,
    stamp uuid not null
);
insert into network_edition (id, stamp) values (1, '00000000-0000-0000-0000-000000000000');

create table network_agreement (
    id uuid primary key,
    version integer not null,
    kind text not null,
    title text not null,
    folded text not null,
    number text not null,
    signed_on date,
    valid_from date,
    valid_to date,
    ended_on date,
    note text not null,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    file_holder uuid
);

create table network_agreement_party (
    id uuid primary key,
    agreement_id uuid not null references network_agreement (id),
    organisation_id uuid not null references network_organisation (id),
    position integer not null,
    unique (agreement_id, organisation_id)
);
create index network_agreement_party_organisation on network_agreement_party (organisation_id);

create table network_agreement_content (
    id uuid primary key,
    agreement_id uuid not null references network_agreement (id),
    position integer not null,
    text text not null
);
create index network_agreement_content_agreement on network_agreement_content (agreement_id);

create table network_agreement_focal (
    id uuid primary key,
    agreement_id uuid not null references network_agreement (id),
    position integer not null,
    organisation_id uuid references network_organisation (id),
    text text not null
);
create index network_agreement_focal_agreement on network_agreement_focal (agreement_id);
