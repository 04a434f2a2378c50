alter table plans_task add column base_from date;
alter table plans_task add column base_due date;
alter table plans_task add column effort numeric;

create table plans_task_link (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    from_id uuid not null references plans_task (id) deferrable initially deferred,
    to_id uuid not null references plans_task (id) deferrable initially deferred,
    kind text not null,
    lag integer not null,
    made_by uuid
);
create unique index plans_task_link_pair on plans_task_link (from_id, to_id);
create index plans_task_link_plan on plans_task_link (plan_id);

create table plans_timing (
    plan_id uuid primary key references plans_plan (id) on delete cascade deferrable initially deferred,
    workdays boolean not null,
    version integer not null
);

create table plans_milestone (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    task_id uuid references plans_task (id) deferrable initially deferred,
    name text not null,
    phase text not null,
    due_on date not null,
    done_on date,
    version integer not null
);
create index plans_milestone_plan on plans_milestone (plan_id, due_on);

create table plans_capacity (
    org_id uuid primary key,
    tasks integer,
    days numeric,
    version integer not null
);
