create table kernel_seal (
    book text not null,
    number bigint not null,
    to_tx bigint not null,
    to_seq bigint not null,
    row_count bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    primary key (book, number)
);

create table kernel_notice (
    id uuid primary key,
    user_id uuid,
    organisation_id uuid,
    text text not null,
    args text not null,
    link text not null,
    once text not null unique,
    created_at timestamptz not null,
    seen_at timestamptz
);
create index kernel_notice_user on kernel_notice (user_id, created_at);
create index kernel_notice_organisation on kernel_notice (organisation_id, created_at);

create table kernel_setting (
    name text primary key,
    value text not null
);

create table kernel_file (
    organisation_id uuid not null,
    hash text not null,
    size bigint not null,
    created_at timestamptz not null,
    primary key (organisation_id, hash)
);

create table kernel_cursor (
    name text primary key,
    tx bigint not null,
    seq bigint not null
);
