create table records_likeness (
    id uuid primary key,
    one_id uuid not null references records_person (id),
    other_id uuid not null references records_person (id),
    reason text not null,
    score integer not null,
    asked_by uuid,
    asked_reason text not null,
    found_at timestamptz not null,
    state text not null,
    settled_at timestamptz,
    settled_by uuid,
    settled_reason text not null,
    version integer not null
);
create unique index records_likeness_pair on records_likeness (one_id, other_id) where state = 'Waiting';
create index records_likeness_waiting on records_likeness (found_at) where state = 'Waiting';
create index records_likeness_other on records_likeness (other_id);

create table records_merge (
    id uuid primary key,
    from_id uuid not null references records_person (id),
    into_id uuid not null references records_person (id),
    reason text not null,
    patients text not null,
    bases text not null,
    merged_at timestamptz not null,
    merged_by uuid,
    unmerged_at timestamptz,
    unmerged_by uuid,
    unmerged_reason text not null,
    version integer not null
);
create index records_merge_from on records_merge (from_id);
create index records_merge_into on records_merge (into_id);

create table records_unknown (
    id uuid primary key,
    holder_id uuid not null,
    patient_id uuid not null,
    person_id uuid not null,
    code text not null unique,
    description text not null,
    arrived_at timestamptz not null,
    due_at timestamptz not null,
    notified_at timestamptz,
    notified_to text not null,
    notified_by uuid,
    known_at timestamptz,
    made_by uuid,
    version integer not null
);
create index records_unknown_holder on records_unknown (holder_id, due_at);
create index records_unknown_patient on records_unknown (patient_id);

create table records_correction (
    id uuid primary key,
    holder_id uuid not null,
    person_id uuid not null,
    asked_by text not null,
    wrong text not null,
    right_text text not null,
    asked_on date not null,
    due_on date not null,
    state text not null,
    answer text not null,
    answered_on date,
    answered_by uuid,
    made_by uuid,
    version integer not null
);
create index records_correction_holder on records_correction (holder_id, state, due_on);
create index records_correction_person on records_correction (person_id);
