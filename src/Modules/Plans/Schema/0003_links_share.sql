create table plans_sharing (
    indicator_id uuid primary key references plans_indicator (id) on delete cascade deferrable initially deferred,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    way text not null,
    version integer not null
);
create index plans_sharing_plan on plans_sharing (plan_id);

create table plans_share (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    indicator_id uuid not null references plans_indicator (id) on delete cascade deferrable initially deferred,
    unit_id uuid not null,
    value numeric,
    weight numeric,
    starts_on date not null,
    ends_on date not null,
    version integer not null
);
create unique index plans_share_unit on plans_share (indicator_id, unit_id);
create index plans_share_plan on plans_share (plan_id);
create index plans_share_of on plans_share (unit_id);
