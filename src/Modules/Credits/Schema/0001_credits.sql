create table credits_entry (
    id uuid not null primary key,
    practitioner_id uuid not null,
    key text not null,
    reverses_id uuid unique,
    hundredths bigint not null,
    form text not null,
    activity text not null,
    rule text not null,
    on_day date not null,
    issuer_id uuid,
    title text not null,
    href text not null,
    reason text not null,
    noted_at timestamptz not null,
    noted_by text not null
);
create unique index credits_entry_key on credits_entry (key) where reverses_id is null;
create index credits_entry_person on credits_entry (practitioner_id, on_day, hundredths);

create table credits_waiting (
    key text not null primary key,
    user_id uuid,
    why text not null,
    body text not null,
    noted_at timestamptz not null
);
create index credits_waiting_user on credits_waiting (user_id);

create table credits_rule (
    id uuid not null primary key,
    code text not null,
    kind text not null,
    name text not null,
    who text not null,
    activity text not null,
    form text not null,
    hundredths bigint not null,
    unit text not null,
    years integer not null,
    anchor text not null,
    from_day date not null,
    to_day date,
    source text not null,
    sureness text not null,
    note text not null,
    made_at timestamptz not null,
    made_by text not null,
    unique (code, from_day, made_at)
);

create table credits_claim (
    id uuid not null primary key,
    practitioner_id uuid not null,
    organisation_id uuid not null,
    activity text not null,
    hundredths bigint not null,
    on_day date not null,
    title text not null,
    issuer text not null,
    file_hash text,
    file_name text,
    state text not null,
    reason text not null,
    made_at timestamptz not null,
    made_by uuid,
    decided_at timestamptz,
    decided_by text,
    version integer not null
);
create index credits_claim_organisation on credits_claim (organisation_id, state);
create index credits_claim_practitioner on credits_claim (practitioner_id);
