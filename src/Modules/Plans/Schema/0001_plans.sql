create table plans_import (
    id uuid primary key,
    owner_id uuid not null,
    uploader_id uuid,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    media text not null,
    text text not null,
    reading text not null,
    state text not null,
    title text not null,
    number text not null,
    issued_on date,
    duplicate_of uuid,
    plan_id uuid,
    created_at timestamptz not null,
    version integer not null
);
create index plans_import_owner on plans_import (owner_id, created_at);
create index plans_import_hash on plans_import (owner_id, file_hash);

create table plans_import_row (
    id uuid primary key,
    import_id uuid not null references plans_import (id) on delete cascade deferrable initially deferred,
    kind text not null,
    ordinal integer not null,
    item text not null,
    document text not null,
    original text not null,
    edited text,
    state text not null,
    merged_into uuid,
    note text not null,
    measure text,
    line_first integer not null,
    line_last integer not null,
    version integer not null
);
create index plans_import_row_import on plans_import_row (import_id, kind, ordinal);

create table plans_import_unit (
    id uuid primary key,
    import_id uuid not null references plans_import (id) on delete cascade deferrable initially deferred,
    name text not null,
    folded text not null,
    organisation_id uuid,
    score numeric not null,
    state text not null,
    mentions integer not null,
    version integer not null
);
create unique index plans_import_unit_name on plans_import_unit (import_id, folded);

create table plans_plan (
    id uuid primary key,
    owner_id uuid not null,
    number text not null,
    kind text not null,
    title text not null,
    issuer text not null,
    issued_on date,
    starts_on date not null,
    ends_on date not null,
    state text not null,
    parent_id uuid references plans_plan (id) deferrable initially deferred,
    parent_ref text not null,
    agreement_id uuid,
    import_id uuid references plans_import (id) deferrable initially deferred,
    file_org_id uuid,
    file_hash text not null,
    file_name text not null,
    signer text not null,
    signer_position text not null,
    folded text not null,
    created_at timestamptz not null,
    adopted_by uuid,
    version integer not null
);
create index plans_plan_owner on plans_plan (owner_id, starts_on);
create index plans_plan_parent on plans_plan (parent_id);

create table plans_party (
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    org_id uuid not null,
    role text not null,
    primary key (plan_id, org_id, role)
);
create index plans_party_org on plans_party (org_id, plan_id);

create table plans_indicator (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    path text not null,
    name text not null,
    comparator text not null,
    value numeric,
    high numeric,
    baseline numeric,
    unit text not null,
    starts_on date not null,
    ends_on date not null,
    scope text not null,
    owner_id uuid not null,
    measure_kind text not null,
    formula text,
    quote text not null,
    line_first integer not null,
    line_last integer not null,
    restates_id uuid,
    version integer not null
);
create index plans_indicator_plan on plans_indicator (plan_id, ordinal);

create table plans_activity (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    path text not null,
    section text not null,
    name text not null,
    time_text text not null,
    starts_on date,
    ends_on date,
    frequency text not null,
    product text not null,
    audience text not null,
    place text not null,
    note text not null,
    budget text not null,
    line_first integer not null,
    line_last integer not null,
    version integer not null
);
create index plans_activity_plan on plans_activity (plan_id, ordinal);

create table plans_duty (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    org_id uuid,
    written text not null,
    path text not null,
    text text not null,
    line_first integer not null,
    line_last integer not null
);
create index plans_duty_plan on plans_duty (plan_id, ordinal);

create table plans_assignment (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    work_kind text not null,
    work_id uuid not null,
    org_id uuid,
    role text not null,
    written text not null
);
create index plans_assignment_plan on plans_assignment (plan_id, work_kind, work_id);

create table plans_task (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    activity_id uuid references plans_activity (id) deferrable initially deferred,
    ordinal integer not null,
    path text not null,
    content text not null,
    name text not null,
    unit_id uuid,
    owner_user_id uuid,
    starts_on date,
    due_on date,
    state text not null,
    progress integer not null,
    done_on date,
    note text not null,
    line_first integer not null,
    line_last integer not null,
    version integer not null
);
create index plans_task_plan on plans_task (plan_id, ordinal);
create index plans_task_unit on plans_task (unit_id, due_on);
create index plans_task_user on plans_task (owner_user_id, due_on);

create table plans_product (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    task_id uuid references plans_task (id) deferrable initially deferred,
    activity_id uuid references plans_activity (id) deferrable initially deferred,
    name text not null,
    file_org_id uuid,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    delivered_on date not null,
    delivered_by uuid,
    note text not null,
    accepted_on date,
    accepted_by uuid,
    version integer not null
);
create index plans_product_plan on plans_product (plan_id, task_id);

create table plans_comment (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    task_id uuid references plans_task (id) deferrable initially deferred,
    author_id uuid,
    author text not null,
    body text not null,
    created_at timestamptz not null
);
create index plans_comment_plan on plans_comment (plan_id, task_id, created_at);

create table plans_meeting (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    held_on date not null,
    kind text not null,
    title text not null,
    attendees text not null,
    file_org_id uuid,
    file_name text not null,
    file_hash text not null,
    recorded_by uuid,
    version integer not null
);
create index plans_meeting_plan on plans_meeting (plan_id, held_on);

create table plans_budget (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    label text not null,
    source text not null,
    axis text not null,
    year integer,
    is_total boolean not null,
    planned bigint,
    allocated bigint,
    spent bigint,
    line_first integer not null,
    line_last integer not null,
    version integer not null
);
create index plans_budget_plan on plans_budget (plan_id, ordinal);

create table plans_obligation (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    from_id uuid not null,
    to_id uuid not null,
    cadence text not null,
    due text,
    quote text not null,
    line_first integer not null,
    line_last integer not null
);
create index plans_obligation_plan on plans_obligation (plan_id, ordinal);

create table plans_warning (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    code text not null,
    message text not null,
    quote text not null,
    line_first integer not null,
    line_last integer not null,
    resolution text not null
);
create index plans_warning_plan on plans_warning (plan_id, ordinal);

create table plans_change (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    what text not null,
    args text not null,
    object_kind text not null,
    object_id uuid
);
create index plans_change_plan on plans_change (plan_id, at);
