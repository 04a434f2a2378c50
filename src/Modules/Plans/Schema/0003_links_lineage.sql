alter table plans_task add column signed_unit_id uuid;

create table plans_handover (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    from_id uuid not null,
    to_id uuid not null,
    on_day date not null,
    note text not null,
    decided_by uuid,
    decided_name text not null,
    decided_at timestamptz not null
);
create unique index plans_handover_from on plans_handover (plan_id, from_id, on_day);
create index plans_handover_to on plans_handover (to_id);
