-- What units need, what a department plans for a year, classes with all that belongs to them: places, timetable, people, presence, tests, results.
create table training_need (
    id uuid primary key,
    unit_id uuid not null,
    technique text not null,
    topic text not null,
    people integer not null,
    priority text not null,
    reason text not null,
    year integer not null,
    quarter integer not null,
    state text not null,
    line_id uuid,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    folded text not null,
    version integer not null
);
create index training_need_unit on training_need (unit_id, year);
create index training_need_line on training_need (line_id);

create table training_plan (
    id uuid primary key,
    department_id uuid not null,
    year integer not null,
    title text not null,
    number text not null,
    state text not null,
    returned text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    submitted_at timestamptz,
    submitted_by_name text not null,
    approved_at timestamptz,
    approved_by_name text not null,
    published_at timestamptz,
    version integer not null
);
create unique index training_plan_year on training_plan (department_id, year);

create table training_line (
    id uuid primary key,
    plan_id uuid not null references training_plan (id) on delete cascade,
    ordinal integer not null,
    name text not null,
    technique text not null,
    mode text not null,
    host_id uuid not null,
    people integer not null,
    payer text not null,
    paper text not null,
    quarter integer not null,
    class_id uuid,
    removed_at timestamptz,
    version integer not null
);
create index training_line_plan on training_line (plan_id, ordinal);

create table training_amendment (
    id uuid primary key,
    plan_id uuid not null references training_plan (id) on delete cascade,
    line_id uuid not null,
    before text not null,
    after text not null,
    reason text not null,
    made_at timestamptz not null,
    made_by_name text not null
);
create index training_amendment_plan on training_amendment (plan_id, made_at);

create table training_class (
    id uuid primary key,
    code text not null,
    name text not null,
    owner_id uuid not null,
    host_id uuid not null,
    mode text not null,
    place text not null,
    from_day date not null,
    to_day date not null,
    nominate_until date,
    techniques text not null,
    programme text not null,
    theory_hours numeric not null,
    practice_hours numeric not null,
    paper text not null,
    payer text not null,
    capacity integer not null,
    attendance_percent integer not null,
    needs_licence boolean not null,
    mark_minutes integer not null,
    late_minutes integer not null,
    has_prompts boolean not null,
    theory_weight integer,
    pass_score numeric not null,
    grades text not null,
    practise_times integer not null,
    state text not null,
    reason text not null,
    line_id uuid,
    plan_id uuid,
    topic_id uuid,
    edition integer not null,
    concluded_at timestamptz,
    concluded_by_name text not null,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    folded text not null,
    version integer not null
);
create unique index training_class_code on training_class (code);
create index training_class_owner on training_class (owner_id, from_day);
create index training_class_host on training_class (host_id, from_day);

create table training_quota (
    class_id uuid not null references training_class (id) on delete cascade,
    unit_id uuid not null,
    seats integer not null,
    payer text not null,
    primary key (class_id, unit_id)
);
create index training_quota_unit on training_quota (unit_id);

create table training_session (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    title text not null,
    kind text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    place text not null,
    is_online boolean not null,
    room_id uuid,
    room_closed_at timestamptz,
    off_reason text not null,
    is_off boolean not null,
    version integer not null
);
create index training_session_class on training_session (class_id, starts_at);
create index training_session_starts on training_session (starts_at);

create table training_lecturer (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    session_id uuid not null references training_session (id) on delete cascade,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null,
    organisation_id uuid not null
);
create unique index training_lecturer_once on training_lecturer (session_id, practitioner_id);
create index training_lecturer_user on training_lecturer (user_id);
create index training_lecturer_class on training_lecturer (class_id);

create table training_material (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    organisation_id uuid not null,
    name text not null,
    hash text not null,
    size bigint not null,
    made_at timestamptz not null,
    made_by_name text not null,
    removed_at timestamptz
);
create index training_material_class on training_material (class_id);

create table training_nomination (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    unit_id uuid not null,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null,
    title text not null,
    payer text not null,
    state text not null,
    reason text not null,
    agreed_at timestamptz,
    waits_since timestamptz,
    made_at timestamptz not null,
    made_by_name text not null,
    decided_at timestamptz,
    decided_by_name text not null,
    theory numeric,
    practice numeric,
    version integer not null
);
create unique index training_nomination_once on training_nomination (class_id, practitioner_id);
create index training_nomination_user on training_nomination (user_id);
create index training_nomination_practitioner on training_nomination (practitioner_id);
create index training_nomination_unit on training_nomination (unit_id);

create table training_evidence (
    id uuid primary key,
    key text not null,
    class_id uuid not null references training_class (id) on delete cascade,
    session_id uuid not null references training_session (id) on delete cascade,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    kind text not null,
    from_at timestamptz not null,
    to_at timestamptz not null,
    is_absence boolean not null,
    reason text not null,
    device text not null,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null
);
create unique index training_evidence_key on training_evidence (key);
create index training_evidence_session on training_evidence (session_id, nomination_id);
create index training_evidence_class on training_evidence (class_id);

create table training_device (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    device text not null,
    bound_at timestamptz not null,
    released_at timestamptz,
    released_by_name text not null,
    reason text not null
);
create unique index training_device_one on training_device (class_id, device) where released_at is null;
create unique index training_device_person on training_device (nomination_id) where released_at is null;

create table training_question (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    ordinal integer not null,
    used text not null,
    is_multiple boolean not null,
    text text not null,
    choices text not null,
    answers text not null,
    points integer not null
);
create index training_question_class on training_question (class_id, ordinal);

create table training_test (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    kind text not null,
    minutes integer not null,
    tries integer not null,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    version integer not null
);
create unique index training_test_kind on training_test (class_id, kind);

create table training_attempt (
    id uuid primary key,
    test_id uuid not null references training_test (id) on delete cascade,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    number integer not null,
    paper text not null,
    answers text not null,
    started_at timestamptz not null,
    ends_at timestamptz not null,
    handed_at timestamptz,
    score numeric,
    version integer not null
);
create unique index training_attempt_number on training_attempt (test_id, nomination_id, number);

create table training_station (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    ordinal integer not null,
    name text not null,
    items text not null,
    version integer not null
);
create index training_station_class on training_station (class_id, ordinal);

create table training_station_mark (
    id uuid primary key,
    station_id uuid not null references training_station (id) on delete cascade,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    points text not null,
    score numeric not null,
    note text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    version integer not null
);
create unique index training_station_mark_once on training_station_mark (station_id, nomination_id);

-- Sums only: who answered stands apart from what was answered, and nothing orders the words.
create table training_feedback (
    class_id uuid not null references training_class (id) on delete cascade,
    question integer not null,
    value integer not null,
    count integer not null,
    primary key (class_id, question, value)
);

create table training_feedback_given (
    class_id uuid not null references training_class (id) on delete cascade,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    primary key (class_id, nomination_id)
);

create table training_feedback_words (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    text text not null
);
create index training_feedback_words_class on training_feedback_words (class_id);

create table training_conclusion (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    edition integer not null,
    concluded_at timestamptz not null,
    concluded_by uuid,
    concluded_by_name text not null,
    means text not null,
    hash text not null,
    reopened_at timestamptz,
    reopened_by_name text not null,
    reason text not null
);
create unique index training_conclusion_edition on training_conclusion (class_id, edition);

create table training_result (
    id uuid primary key,
    class_id uuid not null references training_class (id) on delete cascade,
    edition integer not null,
    nomination_id uuid not null references training_nomination (id) on delete cascade,
    practitioner_id uuid not null,
    minutes integer not null,
    percent numeric not null,
    theory numeric,
    practice numeric,
    score numeric,
    grade text not null,
    is_passed boolean not null,
    lacks text not null,
    hours numeric not null
);
create unique index training_result_once on training_result (class_id, edition, nomination_id);

create table training_credit (
    key text not null,
    class_id uuid not null references training_class (id) on delete cascade,
    edition integer not null,
    practitioner_id uuid not null,
    activity text not null,
    hours numeric not null,
    lost_at timestamptz,
    primary key (key, edition)
);
create index training_credit_class on training_credit (class_id);

create table training_certified (
    class_id uuid not null references training_class (id) on delete cascade,
    practitioner_id uuid not null,
    unit_id uuid not null,
    certificate_id uuid not null,
    number text not null,
    href text not null,
    on_day date not null,
    is_live boolean not null,
    edition integer not null,
    primary key (class_id, practitioner_id)
);
