-- Rotation of staff: schemes as dated rows, orders with people and weekly slots, the days that follow from them with check-in, results and confirmation.
create table rotation_scheme (
    id uuid primary key,
    key text not null,
    name text not null,
    zone text not null,
    per_week integer not null,
    part text not null,
    from_day date not null,
    to_day date,
    source text not null
);
insert into rotation_scheme (id, key, name, zone, per_week, part, from_day, to_day, source) values
    ('0198F000-0000-7000-8000-0000000000B1', '1816', 'Luân phiên theo Đề án 1816', '', 0, 'Day', '2008-05-26', null, 'QĐ 1816/QĐ-BYT'),
    ('0198F000-0000-7000-8000-0000000000B2', '585', 'Bác sĩ trẻ tình nguyện theo Đề án 585', '', 0, 'Day', '2013-02-20', null, 'QĐ 585/QĐ-BYT'),
    ('0198F000-0000-7000-8000-0000000000B3', 'commune', 'Bác sĩ về xã', 'I', 2, 'Day', '2020-01-01', null, '2 ngày mỗi tuần'),
    ('0198F000-0000-7000-8000-0000000000B4', 'commune', 'Bác sĩ về xã', 'II', 2, 'Morning', '2020-01-01', null, '2 buổi mỗi tuần ở vùng II, III'),
    ('0198F000-0000-7000-8000-0000000000B5', 'commune', 'Bác sĩ về xã', 'III', 2, 'Morning', '2020-01-01', null, '2 buổi mỗi tuần ở vùng II, III');

create table rotation_order (
    id uuid primary key,
    scheme text not null,
    zone text not null,
    sender_id uuid not null,
    receiver_id uuid not null,
    from_day date not null,
    to_day date not null,
    slots text not null,
    purpose text not null,
    goal_patients integer not null,
    goal_techniques integer not null,
    goal_classes integer not null,
    goal_consults integer not null,
    decision_number text not null,
    decision_on date,
    paper_hash text,
    paper_name text not null,
    state text not null,
    plan_id uuid,
    topic_id uuid,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text not null,
    reason text not null,
    ended_on date,
    version integer not null
);
create index rotation_order_sender on rotation_order (sender_id);
create index rotation_order_receiver on rotation_order (receiver_id);

create table rotation_person (
    id uuid primary key,
    order_id uuid not null references rotation_order (id) on delete cascade,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null
);
create unique index rotation_person_once on rotation_person (order_id, practitioner_id);

create table rotation_day (
    id uuid primary key,
    order_id uuid not null references rotation_order (id),
    scheme text not null,
    sender_id uuid not null,
    receiver_id uuid not null,
    practitioner_id uuid not null,
    user_id uuid,
    name text not null,
    on_day date not null,
    part text not null,
    slot text not null unique,
    state text not null,
    excuse text not null,
    moved_from date,
    instead_of text not null,
    checked_at timestamptz,
    checked_by_name text not null,
    means text not null,
    claim text not null,
    tries integer not null,
    patients integer not null,
    techniques integer not null,
    classes integer not null,
    consults integer not null,
    note text not null,
    links text not null,
    confirmed_at timestamptz,
    confirmed_by_name text not null,
    plan_id uuid,
    topic_id uuid,
    told_version integer not null,
    told text not null,
    version integer not null
);
create index rotation_day_order on rotation_day (order_id, on_day);
create index rotation_day_user on rotation_day (user_id, on_day);
create index rotation_day_receiver on rotation_day (receiver_id, on_day);
create index rotation_day_state on rotation_day (state, on_day);
