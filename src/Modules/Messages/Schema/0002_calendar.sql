-- A mail may carry an event for the reader's calendar (text/calendar; method=…).
alter table messages_mail add column calendar text;
alter table messages_mail add column method text not null default '';
