-- Certificates: who waits for one, what was signed under which gapless number, with which key, what was revoked or replaced, and what was issued elsewhere.
create table certificates_issuer (
    id uuid primary key,
    symbol text not null,
    place text not null,
    position text not null,
    programme text not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    version integer not null
);

create table certificates_register (
    issuer_id uuid not null,
    kind text not null,
    year integer not null,
    last integer not null,
    primary key (issuer_id, kind, year)
);

create table certificates_key (
    kid text primary key,
    issuer_id uuid not null,
    year integer not null,
    public_key text not null,
    made_at timestamptz not null
);
create index certificates_key_of on certificates_key (issuer_id, year);

create table certificates_waiting (
    id uuid primary key,
    source text not null,
    issuer_id uuid not null,
    kind text not null,
    practitioner_id uuid,
    holder text not null,
    born date,
    holder_at text not null,
    course text not null,
    from_day date not null,
    to_day date not null,
    hours numeric not null,
    grade text not null,
    techniques text not null,
    plan_id uuid,
    topic_id uuid,
    href text not null,
    state text not null,
    reason text not null,
    replaces_id uuid,
    certificate_id uuid,
    batch_id uuid,
    arrived_at timestamptz not null,
    changed_at timestamptz not null,
    changed_by_name text not null,
    folded text not null,
    version integer not null
);
create unique index certificates_waiting_open on certificates_waiting (source) where state in ('Waiting', 'Returned');
create index certificates_waiting_issuer on certificates_waiting (issuer_id, state, arrived_at);
create index certificates_waiting_batch on certificates_waiting (batch_id);

create table certificates_certificate (
    id uuid primary key,
    source text not null,
    code text not null unique,
    issuer_id uuid not null,
    issuer_name text not null,
    programme text not null,
    kind text not null,
    year integer not null,
    ordinal integer not null,
    number text not null,
    practitioner_id uuid,
    holder text not null,
    born date,
    holder_at text not null,
    home_id uuid,
    licence text not null,
    course text not null,
    from_day date not null,
    to_day date not null,
    hours numeric not null,
    grade text not null,
    techniques text not null,
    place text not null,
    issued_on date not null,
    signer_id uuid,
    signer_name text not null,
    signer_position text not null,
    means text not null,
    signed_at timestamptz not null,
    jws text not null,
    kid text not null references certificates_key (kid),
    status_list integer not null,
    status_index integer not null,
    state text not null,
    ended_at timestamptz,
    ended_by_name text not null,
    end_reason text not null,
    replaces_id uuid,
    replaces_number text not null,
    replaced_by_id uuid,
    plan_id uuid,
    topic_id uuid,
    href text not null,
    subject_hash text not null,
    folded text not null,
    version integer not null
);
create unique index certificates_certificate_number on certificates_certificate (issuer_id, kind, year, ordinal);
create unique index certificates_certificate_status on certificates_certificate (issuer_id, status_list, status_index);
create unique index certificates_certificate_standing on certificates_certificate (source) where state = 'Valid';
create index certificates_certificate_source on certificates_certificate (source);
create index certificates_certificate_person on certificates_certificate (practitioner_id);
create index certificates_certificate_home on certificates_certificate (home_id, issued_on);
create index certificates_certificate_issuer on certificates_certificate (issuer_id, issued_on);

create table certificates_outside (
    id uuid primary key,
    user_id uuid,
    practitioner_id uuid,
    holder text not null,
    organisation_id uuid not null,
    issuer_name text not null,
    number text not null,
    course text not null,
    from_day date not null,
    to_day date not null,
    issued_on date not null,
    hours numeric not null,
    scan_hash text not null,
    scan_name text not null,
    state text not null,
    reason text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    decided_at timestamptz,
    decided_by_name text not null,
    folded text not null,
    version integer not null
);
create index certificates_outside_organisation on certificates_outside (organisation_id, state);
create index certificates_outside_user on certificates_outside (user_id);
create index certificates_outside_person on certificates_outside (practitioner_id);
