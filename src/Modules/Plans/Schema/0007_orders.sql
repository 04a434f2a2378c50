create table plans_order (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    project text not null,
    package text not null,
    name text not null,
    investor_id uuid,
    contractor text not null,
    planned bigint,
    contract bigint,
    due_on date,
    stage text not null,
    note text not null,
    version integer not null
);
create index plans_order_plan on plans_order (plan_id, stage);

create table plans_order_stage (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    order_id uuid not null references plans_order (id) on delete cascade deferrable initially deferred,
    stage text not null,
    reached_on date not null,
    document text not null,
    document_on date,
    file_org_id uuid,
    file_name text not null,
    file_hash text not null,
    note text not null,
    recorded_by uuid,
    recorded_name text not null,
    recorded_at timestamptz not null
);
create index plans_order_stage_order on plans_order_stage (order_id, recorded_at);

create table plans_equipment (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    order_id uuid references plans_order (id) deferrable initially deferred,
    name text not null,
    model text not null,
    quantity integer not null,
    unit_id uuid,
    delivered_on date,
    serials text not null,
    state text not null,
    warranty_until date,
    note text not null,
    version integer not null
);
create index plans_equipment_plan on plans_equipment (plan_id, name);
