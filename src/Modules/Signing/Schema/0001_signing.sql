-- Keys of organisations and persons, who has the power to sign what, every use of a key, papers on their way to a signature, lists of revoked certificates.
create table signing_key (
    id uuid primary key,
    organisation_id uuid not null,
    user_id uuid,
    kind text not null,
    label text not null,
    subject text not null,
    issuer text not null,
    serial text not null,
    thumbprint text not null,
    raw bytea not null,
    above text not null,
    secret bytea,
    picture bytea,
    seals text not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    added_at timestamptz not null,
    added_by text not null,
    withdrawn_at timestamptz,
    withdrawn_by text not null,
    reason text not null,
    version integer not null
);
create index signing_key_of on signing_key (organisation_id, kind);
create index signing_key_person on signing_key (user_id);
create unique index signing_key_once on signing_key (organisation_id, thumbprint) where withdrawn_at is null;

create table signing_power (
    id uuid primary key,
    organisation_id uuid not null,
    user_id uuid not null,
    person text not null,
    types text not null,
    form text not null,
    basis text not null,
    from_day date not null,
    to_day date,
    added_at timestamptz not null,
    added_by text not null,
    ended_by text not null,
    version integer not null
);
create index signing_power_of on signing_power (organisation_id, user_id);

create table signing_use (
    id uuid primary key,
    key_id uuid,
    organisation_id uuid not null,
    user_id uuid,
    person text not null,
    signer text not null,
    at timestamptz not null,
    type text not null,
    number text not null,
    kind text not null,
    format text not null,
    before_hash text not null,
    after_hash text not null,
    note text not null,
    is_automatic boolean not null
);
create index signing_use_of on signing_use (organisation_id, at);
create index signing_use_key on signing_use (key_id, at);

create table signing_paper (
    id uuid primary key,
    organisation_id uuid not null,
    type text not null,
    number text not null,
    title text not null,
    folded text not null,
    file_hash text not null,
    size bigint not null,
    signed_hash text,
    signatures integer not null,
    state text not null,
    asked_at timestamptz not null,
    asked_by_id uuid,
    asked_by text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    version integer not null
);
create index signing_paper_of on signing_paper (organisation_id, state, changed_at);

create table signing_list (
    id uuid primary key,
    issuer text not null,
    hash text not null,
    raw bytea not null,
    revoked integer not null,
    made_at timestamptz not null,
    next_at timestamptz,
    added_at timestamptz not null,
    added_by text not null
);
create unique index signing_list_once on signing_list (hash);
create index signing_list_issuer on signing_list (issuer, made_at);
