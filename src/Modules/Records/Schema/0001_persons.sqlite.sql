create table records_person (
    id uuid primary key,
    name text not null,
    folded text not null,
    birth text not null,
    sex text not null,
    place_code text not null,
    merged_into uuid references records_person (id),
    created_at timestamptz not null,
    version integer not null
);
create index records_person_merged on records_person (merged_into) where merged_into is not null;

create table records_patient (
    seq integer primary key,
    id uuid not null unique,
    holder_id uuid not null,
    person_id uuid not null references records_person (id),
    home_id uuid not null references records_person (id),
    kinds bigint not null,
    sensitive bigint not null,
    local_number text not null,
    name text not null,
    folded text not null,
    birth text not null,
    sex text not null,
    place_code text not null,
    address text not null,
    phone text not null,
    guardian text not null,
    said bytea not null,
    first_at timestamptz not null,
    seen_at timestamptz not null,
    version integer not null
);
create index records_patient_holder on records_patient (holder_id, local_number);
create index records_patient_person on records_patient (person_id);
create index records_patient_home on records_patient (home_id);

create table records_patient_past (
    patient_seq integer not null,
    version integer not null,
    claim text not null,
    until_at timestamptz not null,
    primary key (patient_seq, version)
) without rowid;

create table records_identifier (
    patient_seq integer not null,
    system text not null,
    folded text not null,
    valid_from timestamptz not null,
    value text not null,
    valid_to timestamptz,
    is_active boolean not null,
    primary key (patient_seq, system, folded, valid_from)
) without rowid;
create index records_identifier_folded on records_identifier (folded, system);

create table records_person_key (
    key bigint not null,
    patient_seq integer not null,
    primary key (key, patient_seq)
) without rowid;
