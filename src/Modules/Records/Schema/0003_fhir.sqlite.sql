-- The record takes in resources of every FHIR type, by anybody's hand: ids are text, a person need not be known, and an index of search values stands beside.
-- What was kept before is indexed by the server when it starts (indexed = 0).
alter table records_resource rename to records_resource_was;
alter table records_history rename to records_history_was;
drop index records_resource_person;
drop index records_resource_episode;
drop index records_resource_patient;
drop trigger records_history_no_update;
drop trigger records_history_no_delete;
create table records_resource (
    rid integer primary key,
    type text not null,
    fid text not null,
    ref bigint not null,
    version integer not null,
    at timestamptz not null,
    occurred timestamptz,
    holder_id uuid not null,
    person_id uuid,
    patient_id uuid,
    patient bigint not null,
    encounter_id uuid,
    episode text not null,
    kinds bigint not null,
    sensitive bigint not null,
    is_open boolean not null,
    is_deleted boolean not null,
    method text not null,
    author text not null,
    source_id uuid not null,
    source_row text not null,
    indexed integer not null,
    meta_at integer not null,
    body bytea not null,
    unique (type, fid)
);
create index records_resource_ref on records_resource (ref);
create index records_resource_person on records_resource (person_id, type, occurred) where person_id is not null;
create index records_resource_episode on records_resource (holder_id, episode) where episode <> '';
create index records_resource_patient on records_resource (patient_id) where patient_id is not null;
create index records_resource_compartment on records_resource (patient, type, rid);
create index records_resource_at on records_resource (type, at, rid);
create table records_history (
    type text not null,
    fid text not null,
    version integer not null,
    at timestamptz not null,
    holder_id uuid not null,
    person_id uuid,
    kinds bigint not null,
    sensitive bigint not null,
    is_open boolean not null,
    is_deleted boolean not null,
    method text not null,
    author text not null,
    source_id uuid not null,
    source_row text not null,
    meta_at integer not null,
    body bytea not null,
    primary key (type, fid, version)
);
create index records_history_at on records_history (at);
create index records_history_type on records_history (type, at);
insert into records_resource (rid, type, fid, ref, version, at, occurred, holder_id, person_id, patient_id, patient, encounter_id, episode, kinds, sensitive, is_open, is_deleted,
    method, author, source_id, source_row, indexed, meta_at, body)
select rid, type, lower(cast(fid as text)), 0, version, at, occurred, holder_id, person_id, patient_id, 0, encounter_id, episode, kinds, sensitive, 0, is_deleted,
    'PUT', '', source_id, source_row, 0, -1, body from records_resource_was;
insert into records_history (type, fid, version, at, holder_id, person_id, kinds, sensitive, is_open, is_deleted, method, author, source_id, source_row, meta_at, body)
select type, lower(cast(fid as text)), version, at, holder_id, person_id, kinds, sensitive, 0, is_deleted, 'PUT', '', source_id, source_row, -1, body from records_history_was;
drop table records_resource_was;
drop table records_history_was;
create table records_ix_token (
    pid integer not null,
    code bigint not null,
    system bigint not null,
    rid bigint not null,
    primary key (pid, code, rid, system)
) without rowid;
create table records_ix_reference (
    pid integer not null,
    target bigint not null,
    rid bigint not null,
    primary key (pid, target, rid)
) without rowid;
create table records_ix_date (
    pid integer not null,
    low bigint not null,
    high bigint not null,
    rid bigint not null,
    primary key (pid, low, high, rid)
) without rowid;
create index records_ix_date_rid on records_ix_date (rid, pid);
create table records_ix_number (
    pid integer not null,
    low double precision not null,
    high double precision not null,
    rid bigint not null,
    primary key (pid, low, high, rid)
) without rowid;
create index records_ix_number_rid on records_ix_number (rid, pid);
create table records_ix_quantity (
    pid integer not null,
    unit bigint not null,
    low double precision not null,
    high double precision not null,
    rid bigint not null,
    primary key (pid, unit, low, high, rid)
) without rowid;
create index records_ix_quantity_rid on records_ix_quantity (rid, pid);
create table records_ix_string (
    pid integer not null,
    folded text not null,
    rid bigint not null,
    primary key (pid, folded, rid)
) without rowid;
create index records_ix_string_rid on records_ix_string (rid, pid);
create table records_ix_uri (
    pid integer not null,
    uri text not null,
    rid bigint not null,
    primary key (pid, uri, rid)
) without rowid;
create table records_ix_pair (
    pid integer not null,
    code bigint not null,
    system bigint not null,
    other bigint not null,
    other_system bigint not null,
    since bigint not null,
    until bigint not null,
    low double precision not null,
    high double precision not null,
    folded text not null,
    rid bigint not null,
    primary key (pid, code, other, low, since, system, other_system, high, until, folded, rid)
) without rowid;
create table records_ix_clinical (
    patient bigint not null,
    pid integer not null,
    code bigint not null,
    at bigint not null,
    rid bigint not null,
    primary key (patient, pid, code, at, rid)
) without rowid;
create trigger records_history_no_update before update on records_history begin select raise(abort, 'the history is append-only'); end;
create trigger records_history_no_delete before delete on records_history begin select raise(abort, 'the history is append-only'); end;
