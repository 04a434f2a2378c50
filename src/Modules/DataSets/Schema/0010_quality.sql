create table datasets_rule (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    description text not null,
    heading text not null,
    kind text not null,
    importance text not null,
    period_type text not null,
    levels text not null,
    left_formula text not null,
    left_about text not null,
    left_missing text not null,
    comparison text not null,
    right_formula text not null,
    right_about text not null,
    right_missing text not null,
    instruction text not null,
    on_form boolean not null,
    is_active boolean not null,
    valid_from date,
    valid_to date
);

create table datasets_violation (
    id uuid primary key,
    version integer not null,
    rule_id uuid not null references datasets_rule (id),
    unit_id uuid not null,
    period text not null,
    starts_on date not null,
    ends_on date not null,
    left_value numeric,
    right_value numeric,
    kind text not null,
    importance text not null,
    state text not null,
    edition integer not null,
    opened_at timestamptz not null,
    checked_at timestamptz not null,
    closed_at timestamptz,
    fact_id uuid,
    unique (rule_id, unit_id, period)
);
create index datasets_violation_unit on datasets_violation (unit_id, ends_on);
create index datasets_violation_days on datasets_violation (ends_on, state);

create table datasets_violation_note (
    id uuid primary key,
    violation_id uuid not null references datasets_violation (id),
    at timestamptz not null,
    by_id uuid,
    by_name text not null,
    state text not null,
    text text not null
);
create index datasets_violation_note_violation on datasets_violation_note (violation_id, at);

create table datasets_predictor (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    description text not null,
    output_id uuid not null references datasets_element (id),
    generator text not null,
    missing text not null,
    skip_test text not null,
    period_type text not null,
    levels text not null,
    sequential integer not null,
    annual integer not null,
    skip integer not null,
    is_active boolean not null
);

create table datasets_prediction (
    id uuid primary key,
    predictor_id uuid not null references datasets_predictor (id),
    at timestamptz not null,
    by_name text not null,
    from_day date not null,
    to_day date not null,
    periods integer not null,
    units integer not null,
    written integer not null,
    unchanged integer not null,
    removed integer not null,
    valueless integer not null,
    kept integer not null,
    trouble text not null
);
create index datasets_prediction_predictor on datasets_prediction (predictor_id, at);

create table datasets_night (
    id uuid primary key,
    day date not null unique,
    started_at timestamptz not null
);
