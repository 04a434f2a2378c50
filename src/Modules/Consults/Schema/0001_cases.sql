create table consults_case (
    id uuid primary key,
    code text not null unique,
    asking_id uuid not null,
    asked_by_id uuid not null,
    asked_by_name text not null,
    answering_id uuid,
    passed_to_id uuid,
    accepted_by_id uuid,
    accepted_by_name text,
    state text not null,
    kind text not null,
    urgency text not null,
    is_async boolean not null,
    wants_written boolean not null,
    is_emergency boolean not null,
    specialty text not null,
    reason text not null,
    technique_code text not null,
    person_id uuid,
    subject_hash text,
    initials text not null,
    sex text not null,
    age integer,
    age_unit text not null,
    diagnosis_code text not null,
    summary_number integer not null,
    release_id uuid,
    session_id uuid,
    meets_at timestamptz,
    clock text not null,
    due_at timestamptz,
    next_at timestamptz,
    level integer not null,
    on_call_id uuid,
    approval_due_at timestamptz,
    is_approval_late boolean not null,
    approved_at timestamptz,
    sent_at timestamptz,
    accepted_at timestamptz,
    begun_at timestamptz,
    ended_at timestamptz,
    signed_at timestamptz,
    decided_at timestamptz,
    end_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    step_count integer not null,
    folded text not null,
    version integer not null
);
create index consults_case_asking on consults_case (asking_id, changed_at);
create index consults_case_answering on consults_case (answering_id, changed_at);
create index consults_case_person on consults_case (person_id);
create index consults_case_session on consults_case (session_id);
create index consults_case_next on consults_case (next_at) where next_at is not null;
create index consults_case_owed on consults_case (approval_due_at) where approval_due_at is not null;

create table consults_step (
    id uuid primary key,
    case_id uuid not null references consults_case (id),
    number integer not null,
    act text not null,
    before text not null,
    after text not null,
    at timestamptz not null,
    by_id uuid,
    by_name text not null,
    organisation_id uuid not null,
    reason text not null,
    unique (case_id, number)
);

create table consults_summary (
    id uuid primary key,
    case_id uuid not null references consults_case (id),
    number integer not null,
    content text not null,
    hash text not null,
    made_at timestamptz not null,
    made_by_id uuid not null,
    made_by_name text not null,
    sent_at timestamptz,
    unique (case_id, number)
);

create table consults_identity (
    case_id uuid primary key references consults_case (id),
    name text not null,
    birth text not null,
    local_number text not null,
    personal text not null,
    insurance text not null,
    address text not null,
    phone text not null
);

create table consults_release (
    id uuid primary key,
    case_id uuid not null references consults_case (id),
    receiver_id uuid not null,
    kind text not null,
    reference text not null,
    evidence text,
    evidence_name text,
    state text not null,
    basis_id uuid,
    valid_from timestamptz,
    valid_to timestamptz,
    revoked_at timestamptz,
    revoked_reason text not null,
    made_by_id uuid not null,
    made_at timestamptz not null,
    version integer not null
);
create index consults_release_case on consults_release (case_id);

create table consults_attachment (
    id uuid primary key,
    case_id uuid not null references consults_case (id),
    organisation_id uuid not null,
    name text not null,
    nature text not null,
    media_type text not null,
    size bigint not null,
    hash text not null,
    shows_identity boolean not null,
    made_by_id uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    removed_at timestamptz
);
create index consults_attachment_case on consults_attachment (case_id);

create table consults_upload (
    id uuid primary key,
    case_id uuid not null references consults_case (id),
    organisation_id uuid not null,
    user_id uuid not null,
    name text not null,
    size bigint not null,
    hash text not null,
    shows_identity boolean not null,
    attachment_id uuid,
    begun_at timestamptz not null,
    version integer not null
);

create table consults_upload_part (
    upload_id uuid not null references consults_upload (id),
    number integer not null,
    hash text not null,
    primary key (upload_id, number)
);

create table consults_opinion (
    id uuid primary key,
    case_id uuid not null unique references consults_case (id),
    summary_number integer not null,
    assessment text not null,
    conclusion text not null,
    advice text not null,
    says_transfer boolean not null,
    by_id uuid not null,
    by_name text not null,
    organisation_id uuid not null,
    at timestamptz not null
);

create table consults_duty (
    id uuid primary key,
    organisation_id uuid not null,
    specialty text not null,
    user_id uuid not null,
    user_name text not null,
    from_day date not null,
    to_day date not null,
    from_minute integer not null,
    to_minute integer not null,
    rank integer not null,
    version integer not null
);
create index consults_duty_org on consults_duty (organisation_id, to_day);

create table consults_clock_rule (
    id uuid primary key,
    clock text not null,
    urgency text not null,
    minutes integer not null,
    workdays integer not null,
    next_minutes integer not null,
    from_day date not null,
    source text not null,
    version integer not null,
    unique (clock, urgency, from_day)
);

create table consults_reason_rule (
    id uuid primary key,
    key text not null,
    name text not null,
    source text not null,
    from_day date not null,
    to_day date,
    unique (key, from_day)
);

create table consults_essential_rule (
    id uuid primary key,
    field text not null,
    specialty text not null,
    kind text not null,
    is_required boolean not null,
    from_day date not null,
    to_day date,
    unique (field, specialty, kind, from_day)
);

insert into consults_clock_rule (id, clock, urgency, minutes, workdays, next_minutes, from_day, source, version) values
    ('00000000-0000-4006-8000-000000000001', 'Acceptance', 'Immediate', 15, 0, 15, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000002', 'Acceptance', 'Urgent', 120, 0, 60, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000003', 'Acceptance', 'SameDay', 0, 0, 120, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000004', 'Acceptance', 'Planned', 0, 3, 480, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000005', 'Opinion', 'Immediate', 1440, 0, 240, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000006', 'Opinion', 'Urgent', 1440, 0, 240, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000007', 'Opinion', 'SameDay', 1440, 0, 240, '2024-01-01', 'Mức ban đầu của hệ thống', 1),
    ('00000000-0000-4006-8000-000000000008', 'Opinion', 'Planned', 1440, 0, 240, '2024-01-01', 'Mức ban đầu của hệ thống', 1);

insert into consults_reason_rule (id, key, name, source, from_day, to_day) values
    ('00000000-0000-4006-8000-000000000009', 'beyond', 'Bệnh vượt quá khả năng chẩn đoán, điều trị của cơ sở', 'Điều 64 Luật 15/2023/QH15', '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000000A', 'no-progress', 'Đã điều trị nhưng bệnh không tiến triển tốt', 'Điều 64 Luật 15/2023/QH15', '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000000B', 'worse', 'Bệnh có diễn biến xấu đi', 'Điều 64 Luật 15/2023/QH15', '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000000C', 'emergency', 'Cấp cứu cần hỗ trợ ngay', 'Điều 61 Luật 15/2023/QH15', '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000000D', 'support', 'Hỗ trợ chuyên môn từ xa theo thỏa thuận giữa hai cơ sở', 'Điều 80 Luật 15/2023/QH15', '2024-01-01', null);

insert into consults_essential_rule (id, field, specialty, kind, is_required, from_day, to_day) values
    ('00000000-0000-4006-8000-00000000000E', 'question', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000000F', 'reason', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000010', 'history', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000011', 'findings', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000012', 'diagnosis', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000013', 'age', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000014', 'sex', '', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000015', 'course', '', '', false, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000016', 'past', '', '', false, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000017', 'treatment', '', '', false, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000018', 'laboratory', '', '', false, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000019', 'imaging', '', 'Paraclinical', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001A', 'imaging', '', 'Surgery', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001B', 'laboratory', '', 'Surgery', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001C', 'imaging', 'surgery', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001D', 'imaging', 'trauma', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001E', 'imaging', 'neurology', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-00000000001F', 'laboratory', 'intensive', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000020', 'laboratory', 'paediatrics', '', true, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000021', 'imaging', 'cardiology', '', false, '2024-01-01', null),
    ('00000000-0000-4006-8000-000000000022', 'images', 'imaging', '', true, '2024-01-01', null);
