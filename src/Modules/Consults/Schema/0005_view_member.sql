alter table consults_view add column member integer;
