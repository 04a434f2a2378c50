create table imaging_study (
    id uuid not null primary key,
    holder_id uuid not null,
    person_id uuid,
    uid text collate "C" not null,
    patient_id text collate "C" not null,
    issuer text not null,
    patient_name text not null,
    name_fold text collate "C" not null,
    birth_date text not null,
    sex text not null,
    study_date text collate "C" not null,
    study_time text collate "C" not null,
    accession text collate "C" not null,
    study_no text not null,
    description text not null,
    referrer text not null,
    referrer_fold text collate "C" not null,
    modalities text not null,
    series_count integer not null,
    instance_count integer not null,
    bytes bigint not null,
    via text not null,
    sender text not null,
    received_at timestamptz not null,
    changed_at timestamptz not null,
    settled_at timestamptz,
    match_state text not null,
    version integer not null
);
create unique index imaging_study_uid on imaging_study (holder_id, uid);
create index imaging_study_any on imaging_study (uid);
create index imaging_study_date on imaging_study (holder_id, study_date, id);
create index imaging_study_newest on imaging_study (study_date, id);
create index imaging_study_patient on imaging_study (holder_id, patient_id);
create index imaging_study_accession on imaging_study (holder_id, accession);
create index imaging_study_name on imaging_study (holder_id, name_fold);
create index imaging_study_person on imaging_study (person_id, study_date);
create index imaging_study_open on imaging_study (changed_at) where settled_at is null;
create index imaging_study_waiting on imaging_study (holder_id, received_at) where match_state = 'Waiting';

create table imaging_series (
    id uuid not null primary key,
    study_id uuid not null references imaging_study (id),
    uid text collate "C" not null,
    modality text not null,
    number integer,
    description text not null,
    body_part text not null,
    laterality text not null,
    protocol text not null,
    station text not null,
    series_date text not null,
    series_time text not null,
    performed_date text not null,
    performed_time text not null,
    step_no text not null,
    procedure_no text not null,
    sop_class text not null,
    instance_count integer not null,
    bytes bigint not null,
    received_at timestamptz not null
);
create unique index imaging_series_uid on imaging_series (study_id, uid);
create index imaging_series_any on imaging_series (uid);

create table imaging_instance (
    id uuid not null primary key,
    series_id uuid not null references imaging_series (id),
    study_id uuid not null,
    holder_id uuid not null,
    sop_uid text collate "C" not null,
    sop_class text not null,
    number integer,
    transfer_syntax text not null,
    row_count integer not null,
    column_count integer not null,
    frame_count integer not null,
    place text not null,
    place_offset bigint not null,
    length bigint not null,
    pixel_offset bigint not null,
    sha256 bytea not null,
    received_at timestamptz not null
);
create unique index imaging_instance_uid on imaging_instance (sop_uid, holder_id);
create index imaging_instance_series on imaging_instance (series_id, number, id);

create table imaging_conflict (
    id uuid not null primary key,
    holder_id uuid not null,
    study_id uuid not null,
    instance_id uuid not null,
    sop_uid text not null,
    via text not null,
    sender text not null,
    received_at timestamptz not null,
    transfer_syntax text not null,
    place text not null,
    place_offset bigint not null,
    length bigint not null,
    sha256 bytea not null,
    state text not null,
    settled_at timestamptz,
    settled_by uuid,
    note text not null,
    version integer not null
);
create index imaging_conflict_waiting on imaging_conflict (holder_id, received_at) where state = 'Waiting';
create index imaging_conflict_content on imaging_conflict (instance_id);

create table imaging_metadata (
    series_id uuid not null primary key,
    instance_count integer not null,
    body bytea not null
);

create table imaging_refused (
    id uuid not null primary key,
    holder_id uuid not null,
    user_id uuid,
    via text not null,
    sender text not null,
    name text not null,
    size bigint not null,
    hash text not null,
    problem text not null,
    at timestamptz not null
);
create index imaging_refused_holder on imaging_refused (holder_id, at);
