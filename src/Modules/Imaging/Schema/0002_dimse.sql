create table imaging_device (
    id uuid primary key,
    organisation_id uuid not null,
    name text not null,
    aet text not null,
    addresses text not null,
    thumbprint text not null,
    host text not null,
    port integer,
    is_tls boolean not null,
    modality text not null,
    may_store boolean not null,
    may_find boolean not null,
    may_retrieve boolean not null,
    may_work boolean not null,
    is_ascii boolean not null,
    made_at timestamptz not null,
    made_by_name text not null,
    revoked_at timestamptz,
    last_contact_at timestamptz,
    last_address text,
    last_error text,
    last_error_at timestamptz,
    version integer not null
);
create index imaging_device_aet on imaging_device (aet);
create index imaging_device_org on imaging_device (organisation_id);

create table imaging_stranger (
    id uuid primary key,
    aet text not null,
    called text not null,
    address text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    times integer not null,
    unique (aet, address)
);

create table imaging_order (
    id uuid primary key,
    organisation_id uuid not null,
    patient_id text not null,
    patient_name text not null,
    folded text not null,
    birth_day date,
    sex text not null,
    accession text not null,
    study_uid text not null,
    modality text not null,
    station text not null,
    title text not null,
    reason text not null,
    referrer text not null,
    is_urgent boolean not null,
    scheduled_at timestamptz not null,
    state text not null,
    started_at timestamptz,
    ended_at timestamptz,
    images_at timestamptz,
    made_at timestamptz not null,
    made_by_name text not null,
    version integer not null
);
create unique index imaging_order_accession on imaging_order (organisation_id, accession);
create index imaging_order_study on imaging_order (organisation_id, study_uid);
create index imaging_order_due on imaging_order (organisation_id, scheduled_at);

create table imaging_step (
    id uuid primary key,
    organisation_id uuid not null,
    order_id uuid,
    sop_uid text not null,
    station text not null,
    modality text not null,
    patient_id text not null,
    patient_name text not null,
    accession text not null,
    state text not null,
    body bytea not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    version integer not null
);
create unique index imaging_step_uid on imaging_step (organisation_id, sop_uid);

create table imaging_commitment (
    id uuid primary key,
    organisation_id uuid not null,
    device_id uuid not null references imaging_device (id),
    transaction_uid text not null,
    kept_count integer not null,
    missing_count integer not null,
    body bytea not null,
    asked_at timestamptz not null,
    tries integer not null,
    next_at timestamptz,
    told_at timestamptz,
    version integer not null
);
create index imaging_commitment_due on imaging_commitment (next_at) where told_at is null;
