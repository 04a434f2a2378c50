create table plans_risk (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    number integer not null,
    title text not null,
    cause text not null,
    likelihood integer not null,
    impact integer not null,
    response text not null,
    answer text not null,
    unit_id uuid,
    owner_user_id uuid,
    due_on date,
    state text not null,
    indicator_id uuid references plans_indicator (id) deferrable initially deferred,
    task_id uuid references plans_task (id) deferrable initially deferred,
    raised_on date not null,
    raised_by uuid,
    escalated_on date,
    closed_on date,
    version integer not null
);
create index plans_risk_plan on plans_risk (plan_id, number);

create table plans_issue (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    number integer not null,
    title text not null,
    cause text not null,
    action text not null,
    severity text not null,
    unit_id uuid,
    owner_user_id uuid,
    due_on date,
    state text not null,
    result text not null,
    risk_id uuid references plans_risk (id) deferrable initially deferred,
    indicator_id uuid references plans_indicator (id) deferrable initially deferred,
    task_id uuid references plans_task (id) deferrable initially deferred,
    raised_on date not null,
    raised_by uuid,
    escalated_on date,
    closed_on date,
    version integer not null
);
create index plans_issue_plan on plans_issue (plan_id, number);
