alter table plans_plan add column revision integer not null default 1;
alter table plans_plan add column withdrawn_on date;
alter table plans_import add column revises_id uuid;
alter table plans_indicator add column ended_on date;
alter table plans_duty add column ended_on date;
alter table plans_budget add column ended_on date;
alter table plans_obligation add column ended_on date;

create table plans_revision (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    number integer not null,
    kind text not null,
    state text not null,
    document_number text not null,
    document_date date,
    document_issuer text not null,
    effective_on date not null,
    note text not null,
    file_org_id uuid,
    file_name text not null,
    file_hash text not null,
    import_id uuid,
    based_on integer not null,
    created_at timestamptz not null,
    created_by uuid,
    created_name text not null,
    published_at timestamptz,
    published_by uuid,
    published_name text not null,
    applied_on date,
    version integer not null
);
create index plans_revision_plan on plans_revision (plan_id, number);
create index plans_revision_state on plans_revision (state, effective_on);

create table plans_revision_row (
    id uuid primary key,
    revision_id uuid not null references plans_revision (id) on delete cascade deferrable initially deferred,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    part text not null,
    object_id uuid not null,
    deed text not null,
    before text,
    after text,
    version integer not null
);
create unique index plans_revision_row_object on plans_revision_row (revision_id, part, object_id);
create index plans_revision_row_plan on plans_revision_row (plan_id, object_id);
