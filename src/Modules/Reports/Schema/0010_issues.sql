-- What stood in the way when the figures were taken, and progress that is counted beside progress that is told.
create table reports_issue (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    issue_id uuid not null,
    title text not null,
    cause text not null,
    action text not null,
    severity text not null,
    raised_on date not null,
    due_on date
);
create unique index reports_issue_order on reports_issue (report_id, ordinal);

alter table reports_task add column counted bigint;
alter table reports_task add column counted_goal bigint;
alter table reports_task add column counted_thing text not null default '';
