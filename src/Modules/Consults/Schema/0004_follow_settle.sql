-- Following up what was consulted on, and what facilities owe each other for it by their agreements (whole đồng).
create table consults_follow (
    id uuid primary key,
    case_id uuid not null,
    facility_id uuid not null,
    answering_id uuid not null,
    kind text not null,
    due_at timestamptz not null,
    done_at timestamptz,
    done_by uuid,
    done_by_name text not null,
    outcome text not null,
    transfer text not null,
    back_referral boolean not null,
    note text not null,
    version integer not null
);
create unique index consults_follow_kind on consults_follow (case_id, kind);
create index consults_follow_due on consults_follow (due_at);

create table consults_agreement (
    id uuid primary key,
    supported_id uuid not null,
    supporting_id uuid not null,
    title text not null,
    number text not null,
    from_day date not null,
    to_day date not null,
    plan_id uuid,
    ended_on date,
    made_at timestamptz not null,
    made_by_name text not null,
    version integer not null
);
create index consults_agreement_supported on consults_agreement (supported_id);
create index consults_agreement_supporting on consults_agreement (supporting_id);

create table consults_price (
    id uuid primary key,
    agreement_id uuid not null references consults_agreement (id) on delete cascade,
    kind text not null,
    urgency text not null,
    amount bigint not null,
    from_day date not null,
    to_day date
);
create index consults_price_agreement on consults_price (agreement_id);

create table consults_statement (
    id uuid primary key,
    agreement_id uuid not null references consults_agreement (id),
    supported_id uuid not null,
    supporting_id uuid not null,
    month date not null,
    state text not null,
    total bigint not null,
    body text,
    hash text,
    made_at timestamptz not null,
    sent_at timestamptz,
    supported_at timestamptz,
    supported_by text not null,
    supported_user uuid,
    supported_seal bytea,
    supporting_at timestamptz,
    supporting_by text not null,
    supporting_user uuid,
    supporting_seal bytea,
    version integer not null
);
create unique index consults_statement_month on consults_statement (agreement_id, month);

create table consults_item (
    id uuid primary key,
    agreement_id uuid not null references consults_agreement (id),
    statement_id uuid references consults_statement (id),
    case_id uuid not null,
    minutes_id uuid not null references consults_minutes (id),
    supported_id uuid not null,
    supporting_id uuid not null,
    minutes_number text not null,
    kind text not null,
    urgency text not null,
    on_day date not null,
    amount bigint not null,
    reverses_id uuid references consults_item (id),
    once text not null unique,
    dispute text not null,
    dispute_text text not null,
    disputed_at timestamptz,
    disputed_by text not null,
    resolution text not null,
    resolved_at timestamptz,
    resolved_by text not null,
    made_at timestamptz not null,
    version integer not null
);
create index consults_item_statement on consults_item (statement_id);
create index consults_item_agreement on consults_item (agreement_id, on_day);
