create table plans_tie (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    indicator_id uuid not null references plans_indicator (id) on delete cascade deferrable initially deferred,
    parent_plan_id uuid not null,
    parent_indicator_id uuid not null,
    state text not null,
    decided_by uuid,
    decided_name text not null,
    decided_at timestamptz not null,
    version integer not null
);
create unique index plans_tie_pair on plans_tie (indicator_id, parent_indicator_id);
create index plans_tie_plan on plans_tie (plan_id);
create index plans_tie_parent on plans_tie (parent_plan_id);

create table plans_settlement (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    difference text not null,
    note text not null,
    user_id uuid,
    user_name text not null,
    settled_at timestamptz not null
);
create unique index plans_settlement_difference on plans_settlement (plan_id, difference);
