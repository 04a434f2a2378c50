create table plans_money (
    id uuid primary key,
    plan_id uuid not null references plans_plan (id) on delete cascade deferrable initially deferred,
    line_id uuid not null references plans_budget (id) deferrable initially deferred,
    kind text not null,
    amount bigint not null,
    made_on date not null,
    document text not null,
    document_on date,
    file_org_id uuid,
    file_name text not null,
    file_hash text not null,
    note text not null,
    order_id uuid,
    reverses_id uuid references plans_money (id) deferrable initially deferred,
    is_opening boolean not null,
    recorded_by uuid,
    recorded_name text not null,
    recorded_at timestamptz not null
);
create index plans_money_plan on plans_money (plan_id, made_on);
create index plans_money_line on plans_money (line_id, kind);
create unique index plans_money_reverses on plans_money (reverses_id);

-- What was entered as one running sum becomes the opening entry of its line.
insert into plans_money (id, plan_id, line_id, kind, amount, made_on, document, file_name, file_hash, note, is_opening, recorded_name, recorded_at)
select b.id, b.plan_id, b.id, 'Allocated', b.allocated, current_date, b.allocated_document, '', '', '', true, 'Liên Y', now() from plans_budget b where b.allocated is not null and b.allocated <> 0;
insert into plans_money (id, plan_id, line_id, kind, amount, made_on, document, file_name, file_hash, note, is_opening, recorded_name, recorded_at)
select (substr(b.id::text, 1, 14) || '8' || substr(b.id::text, 16))::uuid, b.plan_id, b.id, 'Spent', b.spent, current_date, b.spent_document, '', '', '', true, 'Liên Y', now() from plans_budget b where b.spent is not null and b.spent <> 0;
