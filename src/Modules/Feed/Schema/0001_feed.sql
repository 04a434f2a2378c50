-- A key with which a hospital's software signs in.
create table feed_key (
    id uuid primary key,
    organisation_id uuid not null,
    facility_code text not null,
    name text not null,
    user_name text not null unique,
    password_hash bytea not null,
    digest_hash bytea not null,
    addresses text not null,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    revoked_at timestamptz,
    last_contact_at timestamptz,
    last_address text,
    version integer not null
);
create index feed_key_organisation on feed_key (organisation_id);

create table feed_token (
    hash bytea primary key,
    key_id uuid not null references feed_key (id),
    made_at timestamptz not null,
    expires_at timestamptz not null
);
create index feed_token_expiry on feed_token (expires_at);

-- A file as it came; a row stands before any answer is given.
create table feed_file (
    id uuid primary key,
    organisation_id uuid not null,
    key_id uuid,
    batch_id uuid not null,
    channel text not null,
    name text not null,
    hash text not null,
    size bigint not null,
    facility_told text,
    made_on date,
    signature text,
    received_at timestamptz not null,
    received_by text not null,
    state text not null,
    outcome text,
    claim uuid,
    claimed_until timestamptz,
    progress integer not null,
    tries integer not null,
    episodes integer not null,
    accepted integer not null,
    warned integer not null,
    refused integer not null,
    same integer not null,
    done_at timestamptz
);
create index feed_file_organisation on feed_file (organisation_id, received_at);
create index feed_file_waiting on feed_file (received_at) where state = 'Received';
create index feed_file_batch on feed_file (batch_id);

-- A visit as it stands now: one row for each MA_LK of a facility; version 0 while nothing of it was accepted.
create table feed_episode (
    id uuid primary key,
    organisation_id uuid not null,
    key text not null,
    version integer not null,
    content_hash text,
    kind text not null,
    department text not null,
    started_on date,
    ended_on date,
    known_on date not null,
    known_at timestamptz not null,
    accepted_at timestamptz,
    updated_at timestamptz not null,
    delay_minutes integer,
    warnings integer not null,
    is_refused boolean not null,
    is_checked_in boolean not null,
    person_id uuid,
    patient_id uuid,
    encounter_id uuid,
    fact_sources text not null,
    unique (organisation_id, key)
);
create index feed_episode_ended on feed_episode (organisation_id, ended_on);
create index feed_episode_accepted on feed_episode (organisation_id, accepted_at);

-- What became of each record (HOSO) of each file.
create table feed_record (
    id uuid primary key,
    file_id uuid not null references feed_file (id),
    organisation_id uuid not null,
    number integer not null,
    part text not null,
    key text,
    episode_id uuid,
    outcome text not null,
    version integer not null,
    content_hash text,
    rule_set text not null,
    kind text not null,
    ended_on date,
    faults integer not null,
    stored_at timestamptz not null,
    unique (file_id, number)
);
create index feed_record_episode on feed_record (episode_id);
create index feed_record_organisation on feed_record (organisation_id, stored_at);

create table feed_fault (
    id uuid primary key,
    file_id uuid not null references feed_file (id),
    record_id uuid,
    organisation_id uuid not null,
    told_at timestamptz not null,
    place integer not null,
    is_refusal boolean not null,
    rule text not null,
    text text not null,
    remedy text not null,
    part text not null,
    key text,
    table_name text,
    row_number integer,
    field text,
    line integer,
    value text,
    expected text
);
create index feed_fault_file on feed_fault (file_id, place);
create index feed_fault_organisation on feed_fault (organisation_id, told_at);
