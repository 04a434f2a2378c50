-- Meetings of a weekly line of consultations and single ones, who is expected, what is spoken of, who was there.
create table consults_series (
    id uuid primary key,
    organisation_id uuid not null,
    title text not null,
    weekday smallint not null,
    at text not null,
    length integer not null,
    from_day date not null,
    to_day date not null,
    plan_id uuid,
    topic_id uuid,
    ended_on date,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    version integer not null
);
create index consults_series_organisation on consults_series (organisation_id);

create table consults_series_facility (
    series_id uuid not null references consults_series (id) on delete cascade,
    facility_id uuid not null,
    is_host boolean not null,
    primary key (series_id, facility_id)
);
create index consults_series_facility_at on consults_series_facility (facility_id);

create table consults_session (
    id uuid primary key,
    organisation_id uuid not null,
    series_id uuid references consults_series (id),
    occurrence date,
    title text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    state text not null,
    is_emergency boolean not null,
    is_abroad boolean not null,
    room_id uuid,
    opened_at timestamptz,
    closed_at timestamptz,
    sequence integer not null,
    reason text not null,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    changed_at timestamptz not null,
    version integer not null
);
create unique index consults_session_occurrence on consults_session (series_id, occurrence);
create index consults_session_starts on consults_session (starts_at);
create index consults_session_room on consults_session (room_id);

create table consults_seat (
    id uuid primary key,
    session_id uuid not null references consults_session (id) on delete cascade,
    user_id uuid,
    name text not null,
    position text not null,
    facility_id uuid,
    role text not null,
    language text not null,
    ordinal integer not null
);
create index consults_seat_session on consults_seat (session_id, ordinal);
create index consults_seat_user on consults_seat (user_id);
create index consults_seat_facility on consults_seat (facility_id);

create table consults_agenda (
    id uuid primary key,
    session_id uuid not null references consults_session (id) on delete cascade,
    case_id uuid not null,
    ordinal integer not null,
    presenter_id uuid,
    minutes integer not null
);
create unique index consults_agenda_case on consults_agenda (session_id, case_id);
create index consults_agenda_of_case on consults_agenda (case_id);

create table consults_presence (
    id uuid primary key,
    session_id uuid not null references consults_session (id) on delete cascade,
    seat_id uuid not null,
    user_id uuid,
    name text not null,
    facility_id uuid,
    role text not null,
    from_at timestamptz not null,
    to_at timestamptz not null
);
create index consults_presence_session on consults_presence (session_id, from_at);

create table consults_reminder (
    id uuid primary key,
    session_id uuid not null references consults_session (id) on delete cascade,
    user_id uuid not null,
    kind text not null,
    sequence integer not null,
    due_at timestamptz not null,
    sent_at timestamptz,
    dropped_at timestamptz
);
create unique index consults_reminder_once on consults_reminder (session_id, user_id, kind, sequence);
create index consults_reminder_due on consults_reminder (due_at);
