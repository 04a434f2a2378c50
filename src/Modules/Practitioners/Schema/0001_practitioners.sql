create table practitioners_person (
    id uuid not null primary key,
    name text not null,
    folded text not null,
    birth_day date,
    title text not null,
    user_id uuid unique,
    national_hash text unique,
    national_sealed text,
    made_at timestamptz not null,
    version integer not null
);
create index practitioners_person_folded on practitioners_person (folded);

create table practitioners_licence (
    id uuid not null primary key,
    person_id uuid not null references practitioners_person (id),
    number text not null,
    number_key text not null unique,
    issuer text not null,
    scope text not null
);
create index practitioners_licence_person on practitioners_licence (person_id);

create table practitioners_licence_span (
    id uuid not null primary key,
    licence_id uuid not null references practitioners_licence (id),
    kind text not null,
    from_day date not null,
    to_day date,
    paper text not null,
    noted_at timestamptz not null,
    noted_by text not null
);
create index practitioners_licence_span_licence on practitioners_licence_span (licence_id, from_day);

create table practitioners_workplace (
    id uuid not null primary key,
    person_id uuid not null references practitioners_person (id),
    organisation_id uuid not null,
    position text not null,
    from_day date not null,
    to_day date
);
create index practitioners_workplace_person on practitioners_workplace (person_id, from_day);
create index practitioners_workplace_organisation on practitioners_workplace (organisation_id, to_day);

create table practitioners_import (
    id uuid not null primary key,
    organisation_id uuid not null,
    file_name text not null,
    sealed text not null,
    faults text not null,
    good integer not null,
    made_at timestamptz not null,
    made_by uuid,
    done_at timestamptz,
    version integer not null
);
