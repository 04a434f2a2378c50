-- The competency log: cases with who did what how independently, rules by day, rows of the feed that show the same techniques, differences that people settled.
create table logbook_case (
    id uuid primary key,
    facility_id uuid not null,
    on_day date not null,
    technique text not null,
    technique_name text not null,
    technique_class text not null,
    ekip_id uuid,
    ekip_name text not null,
    ekip_roles text not null,
    encounter_hash text,
    encounter_sealed bytea,
    ordinal integer not null,
    once text,
    feed_row_id uuid,
    supervisor_id uuid,
    supervisor_user uuid,
    supervisor_name text not null,
    supervisor_at uuid,
    supervision text not null,
    room_id uuid,
    outcome text not null,
    safety text not null,
    note text not null,
    state text not null,
    is_independent boolean not null,
    is_late boolean not null,
    late_reason text not null,
    leave_at timestamptz,
    leave_by uuid,
    leave_by_name text not null,
    returned_reason text not null,
    logged_at timestamptz not null,
    logged_by uuid,
    logged_by_name text not null,
    signed_at timestamptz,
    signed_by uuid,
    signed_by_name text not null,
    signed_as text not null,
    signed_means text not null,
    signed_hash text,
    signed_seal bytea,
    ended_at timestamptz,
    ended_by_name text not null,
    ended_reason text not null,
    version integer not null
);
create unique index logbook_case_once on logbook_case (once);
create index logbook_case_facility on logbook_case (facility_id, technique, on_day);
create index logbook_case_ekip on logbook_case (ekip_id, on_day);
create index logbook_case_supervisor on logbook_case (supervisor_user, state);
create index logbook_case_logger on logbook_case (logged_by);

create table logbook_member (
    id uuid primary key,
    case_id uuid not null references logbook_case (id) on delete cascade,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null,
    organisation_id uuid not null,
    role text not null,
    level smallint not null,
    ordinal integer not null
);
create index logbook_member_case on logbook_member (case_id);
create index logbook_member_practitioner on logbook_member (practitioner_id);
create index logbook_member_user on logbook_member (user_id);

create table logbook_rule (
    id uuid primary key,
    technique_class text not null,
    from_day date not null,
    to_day date,
    needs_head boolean not null,
    late_days integer not null,
    source text not null,
    made_by_name text not null
);
create index logbook_rule_class on logbook_rule (technique_class, from_day);
-- What holds from the beginning: operations (P…) and procedures of a class (T…) done alone are confirmed by the head; what bears no class is not.
insert into logbook_rule (id, technique_class, from_day, to_day, needs_head, late_days, source, made_by_name) values
    ('0198F000-0000-7000-8000-0000000000A1', '', '2000-01-01', null, false, 7, 'Quy ước ban đầu của hệ thống', 'Liên Y'),
    ('0198F000-0000-7000-8000-0000000000A2', 'P', '2000-01-01', null, true, 7, 'Quy ước ban đầu của hệ thống', 'Liên Y'),
    ('0198F000-0000-7000-8000-0000000000A3', 'T', '2000-01-01', null, true, 7, 'Quy ước ban đầu của hệ thống', 'Liên Y');

create table logbook_watch (
    facility_id uuid not null,
    technique text not null,
    primary key (facility_id, technique)
);

create table logbook_feed_row (
    id uuid primary key,
    facility_id uuid not null,
    visit_id uuid not null,
    line integer not null,
    episode_version integer not null,
    technique text not null,
    on_day date not null,
    licences text not null,
    episode_hash text not null,
    record_hash text,
    is_there boolean not null,
    is_settled boolean not null,
    told_version integer not null,
    told_technique text not null,
    told_on date
);
create unique index logbook_feed_row_line on logbook_feed_row (visit_id, line);
create index logbook_feed_row_facility on logbook_feed_row (facility_id, technique, on_day);
create index logbook_feed_row_settled on logbook_feed_row (is_settled);

create table logbook_feed_member (
    row_id uuid not null references logbook_feed_row (id) on delete cascade,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null,
    primary key (row_id, practitioner_id)
);
create index logbook_feed_member_practitioner on logbook_feed_member (practitioner_id);

create table logbook_difference (
    id uuid primary key,
    facility_id uuid not null,
    about text not null unique,
    reason text not null,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null
);
create index logbook_difference_facility on logbook_difference (facility_id);
