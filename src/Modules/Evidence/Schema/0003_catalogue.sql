create table evidence_indicator (
    id uuid primary key,
    code text not null unique,
    uid text not null unique,
    made_at timestamptz not null,
    version integer not null
);

create table evidence_indicator_version (
    id uuid primary key,
    indicator_id uuid not null references evidence_indicator (id),
    number integer not null,
    published_at timestamptz,
    published_by text,
    kind text not null,
    name text not null,
    name_en text not null,
    name_zh text not null,
    definition text not null,
    unit text not null,
    topic text not null,
    direction text not null,
    numerator text not null,
    denominator text not null,
    factor bigint not null,
    is_annualised boolean not null,
    missing text not null,
    decimals integer not null,
    aggregation text not null,
    source text not null,
    law_number text not null,
    law_date date,
    law_clause text not null,
    valid_from date not null,
    valid_to date,
    author_id uuid,
    author text not null,
    made_at timestamptz not null,
    note text not null,
    folded text not null,
    version integer not null,
    unique (indicator_id, number)
);

create table evidence_indicator_case (
    id uuid primary key,
    indicator_id uuid not null references evidence_indicator (id),
    place integer not null,
    name text not null,
    given text not null,
    days integer not null,
    expected bigint,
    made_at timestamptz not null
);
create index evidence_indicator_case_of on evidence_indicator_case (indicator_id, place);
