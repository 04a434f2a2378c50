create table datasets_approval_level (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    position integer not null,
    kinds text not null
);

create table datasets_workflow (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    period_type text not null,
    accept_first boolean not null,
    complete_first boolean not null
);

create table datasets_workflow_level (
    id uuid primary key,
    workflow_id uuid not null references datasets_workflow (id),
    level_id uuid not null references datasets_approval_level (id),
    timely_days integer not null,
    unique (workflow_id, level_id)
);

alter table datasets_set add column workflow_id uuid references datasets_workflow (id);

create table datasets_approval (
    id uuid primary key,
    version integer not null,
    workflow_id uuid not null references datasets_workflow (id),
    unit_id uuid not null,
    period text not null,
    starts_on date not null,
    ends_on date not null,
    level_id uuid not null references datasets_approval_level (id),
    edition integer not null,
    is_approved boolean not null,
    is_accepted boolean not null,
    on_time boolean not null,
    approved_by text not null,
    approved_at timestamptz,
    accepted_by text not null,
    accepted_at timestamptz,
    fact_id uuid,
    unique (workflow_id, unit_id, period)
);
create index datasets_approval_period on datasets_approval (workflow_id, period, is_approved);

create table datasets_approval_step (
    id uuid primary key,
    workflow_id uuid not null references datasets_workflow (id),
    unit_id uuid not null,
    period text not null,
    kind text not null,
    comment text not null,
    by_id uuid,
    by_name text not null,
    at timestamptz not null
);
create index datasets_approval_step_unit on datasets_approval_step (workflow_id, unit_id, period);
