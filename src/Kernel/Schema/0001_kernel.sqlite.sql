create table kernel_fact (
    seq integer primary key autoincrement,
    id uuid not null unique,
    kind text not null,
    unit_id uuid not null,
    occurred_on date not null,
    recorded_at timestamptz not null,
    value bigint not null,
    module text not null,
    source_id text not null,
    source_version integer not null,
    part smallint not null,
    plan_id uuid,
    topic_id uuid,
    subject_hash text,
    dims text not null,
    grade text not null,
    corrects uuid,
    reason text,
    hash bytea not null,
    unique (module, source_id, source_version, kind, part)
);
create index kernel_fact_plan on kernel_fact (plan_id, kind, occurred_on);
create index kernel_fact_topic on kernel_fact (topic_id, kind, occurred_on);
create index kernel_fact_unit on kernel_fact (unit_id, kind, occurred_on);
create trigger kernel_fact_no_update before update on kernel_fact begin select raise(abort, 'the ledger is append-only'); end;
create trigger kernel_fact_no_delete before delete on kernel_fact begin select raise(abort, 'the ledger is append-only'); end;

create table kernel_trail (
    seq integer primary key autoincrement,
    id uuid not null unique,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    organisation_id uuid not null,
    session_id uuid,
    purpose text not null,
    address text,
    port integer,
    device text,
    action text not null,
    object_kind text not null,
    object_id text not null,
    outcome text not null,
    reason text,
    hash bytea not null
);
create index kernel_trail_object on kernel_trail (object_kind, object_id);
create index kernel_trail_user on kernel_trail (user_id, at);
create trigger kernel_trail_no_update before update on kernel_trail begin select raise(abort, 'the trail is append-only'); end;
create trigger kernel_trail_no_delete before delete on kernel_trail begin select raise(abort, 'the trail is append-only'); end;

create table kernel_event (
    seq integer primary key autoincrement,
    id uuid not null unique,
    stream text not null,
    type text not null,
    body text not null,
    created_at timestamptz not null,
    delivered_at timestamptz,
    attempts integer not null,
    next_at timestamptz not null,
    last_error text
);
create index kernel_event_waiting on kernel_event (stream, seq) where delivered_at is null;
