-- Minutes by edition: a text that was sealed never changes, a correction is the next edition; who must sign and who has; what the treating doctor decides.
create table consults_minutes (
    id uuid primary key,
    case_id uuid not null,
    session_id uuid references consults_session (id),
    asking_id uuid not null,
    answering_id uuid not null,
    edition integer not null,
    replaces_id uuid references consults_minutes (id),
    why text not null,
    state text not null,
    code text not null unique,
    number text not null,
    held_from timestamptz not null,
    held_to timestamptz not null,
    place text not null,
    about text not null,
    diagnosis_before text not null,
    summary text not null,
    conclusion text not null,
    diagnosis_after text not null,
    treatment text not null,
    liability text not null,
    is_bilingual boolean not null,
    diagnosis_before_zh text not null,
    summary_zh text not null,
    conclusion_zh text not null,
    diagnosis_after_zh text not null,
    treatment_zh text not null,
    liability_zh text not null,
    interpreter text not null,
    body text,
    hash text,
    sealed_at timestamptz,
    due_at timestamptz not null,
    signed_at timestamptz,
    late_at timestamptz,
    document_id text,
    docx_hash text,
    pdf_hash text,
    made_at timestamptz not null,
    made_by_name text not null,
    version integer not null
);
create unique index consults_minutes_edition on consults_minutes (case_id, edition);
create index consults_minutes_session on consults_minutes (session_id);
create index consults_minutes_due on consults_minutes (due_at);
create index consults_minutes_asking on consults_minutes (asking_id);
create index consults_minutes_answering on consults_minutes (answering_id);

create table consults_member (
    id uuid primary key,
    minutes_id uuid not null references consults_minutes (id) on delete cascade,
    user_id uuid,
    name text not null,
    position text not null,
    facility_id uuid,
    role text not null,
    attended integer not null,
    must_sign boolean not null,
    ordinal integer not null
);
create index consults_member_minutes on consults_member (minutes_id, ordinal);
create index consults_member_user on consults_member (user_id);

create table consults_view (
    id uuid primary key,
    minutes_id uuid not null references consults_minutes (id) on delete cascade,
    name text not null,
    facility_id uuid,
    is_dissent boolean not null,
    text text not null,
    text_zh text not null,
    ordinal integer not null
);
create index consults_view_minutes on consults_view (minutes_id, ordinal);

create table consults_signature (
    id uuid primary key,
    minutes_id uuid not null references consults_minutes (id),
    member_id uuid not null references consults_member (id),
    user_id uuid not null,
    name text not null,
    role text not null,
    level text not null,
    means text not null,
    hash text not null,
    signed_at timestamptz not null,
    seal bytea not null,
    cms bytea,
    subject text not null,
    issuer text not null
);
create unique index consults_signature_member on consults_signature (minutes_id, member_id);

create table consults_decision (
    id uuid primary key,
    case_id uuid not null,
    minutes_id uuid not null references consults_minutes (id),
    user_id uuid,
    name text not null,
    follows boolean not null,
    text text not null,
    reason text not null,
    decided_at timestamptz not null
);
create unique index consults_decision_minutes on consults_decision (minutes_id);
create index consults_decision_case on consults_decision (case_id);

create table consults_week (
    facility_id uuid not null,
    week date not null,
    series_id uuid,
    plan_id uuid,
    topic_id uuid,
    due_at timestamptz not null,
    met_at timestamptz,
    minutes_id uuid,
    primary key (facility_id, week)
);
