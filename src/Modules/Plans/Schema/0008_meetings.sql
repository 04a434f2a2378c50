alter table plans_meeting add column starts_at text not null default '';
alter table plans_meeting add column ends_at text not null default '';
alter table plans_meeting add column place text not null default '';
alter table plans_meeting add column agenda text not null default '';
alter table plans_meeting add column minutes text not null default '';
alter table plans_meeting add column state text not null default 'Recorded';
alter table plans_meeting add column series_id uuid;
alter table plans_meeting add column agreed_on date;
alter table plans_meeting add column agreed_by uuid;

create table plans_attendee (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    meeting_id uuid not null references plans_meeting (id) on delete cascade deferrable initially deferred,
    user_id uuid,
    name text not null,
    role text not null,
    attended boolean
);
create index plans_attendee_meeting on plans_attendee (meeting_id);

create table plans_conclusion (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    meeting_id uuid not null references plans_meeting (id) on delete cascade deferrable initially deferred,
    number integer not null,
    text text not null,
    is_decision boolean not null,
    unit_id uuid,
    owner_user_id uuid,
    due_on date,
    task_id uuid references plans_task (id) deferrable initially deferred
);
create unique index plans_conclusion_number on plans_conclusion (meeting_id, number);
