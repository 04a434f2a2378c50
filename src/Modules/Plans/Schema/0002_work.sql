alter table plans_task add column assigned_on date;
alter table plans_product add column returned_on date;
alter table plans_product add column return_reason text not null default '';
alter table plans_budget add column allocated_document text not null default '';
alter table plans_budget add column spent_document text not null default '';
