alter table reports_obligation add column ended_on date;
alter table reports_report add column stopped_on date;
