-- Templates that officers edit in Word, with their editions; reports gathered from the reports of units; calendar periods beside those of the decree; titles of one's own.
create table reports_template (
    id uuid primary key,
    organisation_id uuid not null,
    plan_id uuid,
    name text not null,
    edition integer not null,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    warnings text not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null,
    retired_at timestamptz,
    version integer not null
);
create unique index reports_template_edition on reports_template (organisation_id, name, edition);
alter table reports_report add column template_id uuid;
alter table reports_report add column gathers boolean not null default false;

create table reports_unit (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    unit_id uuid not null,
    name text not null,
    source_id uuid not null,
    number text not null,
    due_on date not null,
    sent_on date,
    accepted_on date,
    standing text not null
);
create unique index reports_unit_order on reports_unit (report_id, ordinal);

create table reports_unit_figure (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    unit_id uuid not null,
    indicator_id uuid not null,
    actual bigint,
    estimate bigint,
    facts integer not null
);
create unique index reports_unit_figure_order on reports_unit_figure (report_id, ordinal);
alter table reports_cell add column units_total bigint;

alter table reports_cutoff add column basis text not null default 'decree';
alter table reports_obligation add column rule text not null default '';
insert into reports_cutoff (code, law, due_law, cadence, ends, end_day, months, send_workdays, valid_from, valid_to, basis) values
    ('calendar-month', '', 'Bộ luật Dân sự 2015, Điều 148', 'Month', '1 2 3 4 5 6 7 8 9 10 11 12', 31, 1, 2, '2015-01-01', null, 'calendar'),
    ('calendar-quarter', '', 'Bộ luật Dân sự 2015, Điều 148', 'Quarter', '3 6 9 12', 31, 3, 2, '2015-01-01', null, 'calendar'),
    ('calendar-half', '', 'Bộ luật Dân sự 2015, Điều 148', 'Half', '6 12', 31, 6, 2, '2015-01-01', null, 'calendar'),
    ('calendar-nine', '', 'Bộ luật Dân sự 2015, Điều 148', 'Nine', '9', 31, 9, 2, '2015-01-01', null, 'calendar'),
    ('calendar-year', '', 'Bộ luật Dân sự 2015, Điều 148', 'Year', '12', 31, 12, 2, '2015-01-01', null, 'calendar');
