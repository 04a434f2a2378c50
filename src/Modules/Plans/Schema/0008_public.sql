-- A plan that its owner shows to everybody.
create table plans_public (
    plan_id uuid primary key references plans_plan (id),
    slug text not null unique,
    is_open boolean not null,
    may_index boolean not null,
    opened_at timestamptz not null,
    opened_by uuid,
    version integer not null
);
