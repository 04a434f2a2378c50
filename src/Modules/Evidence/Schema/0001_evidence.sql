create table evidence_measure (
    id uuid primary key,
    indicator_id uuid not null,
    plan_id uuid not null,
    number integer not null,
    kind text not null,
    formula text,
    over_time text not null,
    over_units text not null,
    factor bigint not null,
    from_day date not null,
    author_id uuid,
    author text not null,
    made_at timestamptz not null,
    note text not null,
    unique (indicator_id, number)
);
create index evidence_measure_plan on evidence_measure (plan_id, indicator_id, number);

create table evidence_value (
    id uuid primary key,
    entry_id uuid not null,
    edition integer not null,
    is_current boolean not null,
    is_withdrawn boolean not null,
    indicator_id uuid not null,
    plan_id uuid not null,
    unit_id uuid not null,
    from_day date not null,
    to_day date not null,
    value bigint not null,
    numerator bigint,
    denominator bigint,
    grade text not null,
    document_number text,
    document_date date,
    document_issuer text,
    file_owner uuid,
    file_hash text,
    file_name text,
    file_size bigint,
    note text not null,
    reason text,
    entered_by uuid,
    entered_by_name text not null,
    entered_at timestamptz not null,
    fact_id uuid not null,
    version integer not null,
    unique (entry_id, edition)
);
create unique index evidence_value_window on evidence_value (indicator_id, unit_id, from_day, to_day) where is_current and not is_withdrawn;
create index evidence_value_plan on evidence_value (plan_id, indicator_id, to_day);

create table evidence_rollup (
    plan_id uuid not null,
    kind text not null,
    topic_id uuid not null,
    unit_id uuid not null,
    bucket date not null,
    total bigint not null,
    computed integer not null,
    official integer not null,
    filed integer not null,
    declared integer not null,
    last_on date,
    last_seq bigint,
    last_value bigint,
    last_fact uuid,
    primary key (plan_id, kind, topic_id, unit_id, bucket)
);

create table evidence_check (
    id uuid primary key,
    checked_at timestamptz not null,
    facts bigint not null,
    cells integer not null,
    differences integer not null,
    first text not null
);
create index evidence_check_at on evidence_check (checked_at);
