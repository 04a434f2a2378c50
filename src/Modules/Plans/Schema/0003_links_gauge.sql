create table plans_gauge (
    task_id uuid primary key references plans_task (id) on delete cascade deferrable initially deferred,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    kind text not null,
    dims text not null,
    unit_id uuid,
    own_plan boolean not null,
    goal numeric not null,
    version integer not null
);
create index plans_gauge_plan on plans_gauge (plan_id);
