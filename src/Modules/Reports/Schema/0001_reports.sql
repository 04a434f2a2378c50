-- Reports that plans demand, the rules of law by which they fall due, and the reports themselves with their frozen figures.
create table reports_obligation (
    id uuid primary key,
    plan_id uuid not null,
    plan_title text not null,
    plan_from date not null,
    plan_to date not null,
    owner_id uuid not null,
    from_id uuid not null,
    to_id uuid not null,
    cadence text not null,
    due text,
    quote text not null
);
create index reports_obligation_plan on reports_obligation (plan_id);

create table reports_report (
    id uuid primary key,
    obligation_id uuid references reports_obligation (id) deferrable initially deferred,
    plan_id uuid not null,
    plan_title text not null,
    plan_number text not null,
    owner_id uuid not null,
    from_id uuid not null,
    to_id uuid not null,
    cadence text not null,
    title text not null,
    folded text not null,
    period_from date not null,
    period_to date not null,
    cutoff date not null,
    due_on date not null,
    state text not null,
    symbol text not null,
    number integer,
    number_year integer,
    issued_on date,
    place text not null,
    signer_name text not null,
    signer_position text not null,
    signer_authority text not null,
    archive text not null,
    recipients text not null,
    return_reason text,
    sent_on date,
    accepted_on date,
    computed_at timestamptz,
    docx_hash text,
    pdf_hash text,
    version integer not null
);
create unique index reports_report_once on reports_report (obligation_id, period_to);
create unique index reports_report_number on reports_report (from_id, number_year, number);
create index reports_report_plan on reports_report (plan_id, due_on);
create index reports_report_state on reports_report (state, due_on);

create table reports_text (
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    part text not null,
    body text not null,
    primary key (report_id, part)
);

create table reports_cell (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    indicator_id uuid not null,
    path text not null,
    name text not null,
    unit text not null,
    comparator text not null,
    target bigint,
    target_high bigint,
    target_from date not null,
    target_to date not null,
    owner_id uuid not null,
    actual bigint,
    estimate bigint,
    is_final boolean not null,
    percent bigint,
    in_period bigint,
    same_period bigint,
    status text not null,
    grade text,
    facts integer not null,
    source text not null,
    formula text not null,
    query text not null,
    hash text
);
create unique index reports_cell_order on reports_cell (report_id, ordinal);

create table reports_task (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    path text not null,
    content text not null,
    name text not null,
    unit text not null,
    due date,
    state text not null,
    progress integer not null,
    products integer not null,
    done_on date,
    is_overdue boolean not null
);
create unique index reports_task_order on reports_task (report_id, ordinal);

create table reports_budget (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    label text not null,
    source text not null,
    year integer,
    planned bigint,
    allocated bigint,
    spent bigint
);
create unique index reports_budget_order on reports_budget (report_id, ordinal);

create table reports_step (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    was text not null,
    became text not null,
    note text
);
create index reports_step_report on reports_step (report_id, at);

-- Periods close on the 14th (months 15 to 14, first half 15/12 to 14/6, nine months 15/12 to 14/9, year 15/12 to 14/12).
create table reports_cutoff (
    code text primary key,
    law text not null,
    due_law text not null,
    cadence text not null,
    ends text not null,
    end_day integer not null,
    months integer not null,
    send_workdays integer not null,
    valid_from date not null,
    valid_to date
);
insert into reports_cutoff (code, law, due_law, cadence, ends, end_day, months, send_workdays, valid_from, valid_to) values
    ('nd09-month', 'Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước', 'Bộ luật Dân sự 2015, Điều 148', 'Month', '1 2 3 4 5 6 7 8 9 10 11 12', 14, 1, 2, '2019-03-12', null),
    ('nd09-quarter', 'Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước', 'Bộ luật Dân sự 2015, Điều 148', 'Quarter', '3 6 9 12', 14, 3, 2, '2019-03-12', null),
    ('nd09-half', 'Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước', 'Bộ luật Dân sự 2015, Điều 148', 'Half', '6 12', 14, 6, 2, '2019-03-12', null),
    ('nd09-nine', 'Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước', 'Bộ luật Dân sự 2015, Điều 148', 'Nine', '9', 14, 9, 2, '2019-03-12', null),
    ('nd09-year', 'Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan hành chính nhà nước', 'Bộ luật Dân sự 2015, Điều 148', 'Year', '12', 14, 12, 2, '2019-03-12', null),
    ('plan-midterm', '', 'Bộ luật Dân sự 2015, Điều 148', 'Midterm', '', 0, 0, 2, '2019-03-12', null),
    ('plan-final', '', 'Bộ luật Dân sự 2015, Điều 148', 'Final', '', 0, 0, 2, '2019-03-12', null),
    ('plan-once', '', 'Bộ luật Dân sự 2015, Điều 148', 'Once', '', 0, 0, 2, '2019-03-12', null);

-- Days off by the labour code and the yearly announcements; is_off false: a Saturday worked in exchange.
create table reports_holiday (
    day date primary key,
    name text not null,
    is_off boolean not null
);
insert into reports_holiday (day, name, is_off) values
    ('2023-01-01', 'Tết Dương lịch', true),
    ('2023-04-30', 'Ngày Chiến thắng', true),
    ('2023-05-01', 'Ngày Quốc tế Lao động', true),
    ('2023-09-02', 'Quốc khánh', true),
    ('2024-01-01', 'Tết Dương lịch', true),
    ('2024-02-08', 'Tết Nguyên đán', true),
    ('2024-02-09', 'Tết Nguyên đán', true),
    ('2024-02-10', 'Tết Nguyên đán', true),
    ('2024-02-11', 'Tết Nguyên đán', true),
    ('2024-02-12', 'Tết Nguyên đán', true),
    ('2024-02-13', 'Tết Nguyên đán', true),
    ('2024-02-14', 'Tết Nguyên đán', true),
    ('2024-04-18', 'Giỗ Tổ Hùng Vương', true),
    ('2024-04-29', 'Nghỉ hoán đổi', true),
    ('2024-04-30', 'Ngày Chiến thắng', true),
    ('2024-05-01', 'Ngày Quốc tế Lao động', true),
    ('2024-05-04', 'Làm bù', false),
    ('2024-09-02', 'Quốc khánh', true),
    ('2024-09-03', 'Quốc khánh', true),
    ('2025-01-01', 'Tết Dương lịch', true),
    ('2025-01-27', 'Tết Nguyên đán', true),
    ('2025-01-28', 'Tết Nguyên đán', true),
    ('2025-01-29', 'Tết Nguyên đán', true),
    ('2025-01-30', 'Tết Nguyên đán', true),
    ('2025-01-31', 'Tết Nguyên đán', true),
    ('2025-04-07', 'Giỗ Tổ Hùng Vương', true),
    ('2025-04-26', 'Làm bù', false),
    ('2025-04-30', 'Ngày Chiến thắng', true),
    ('2025-05-01', 'Ngày Quốc tế Lao động', true),
    ('2025-05-02', 'Nghỉ hoán đổi', true),
    ('2025-09-01', 'Quốc khánh', true),
    ('2025-09-02', 'Quốc khánh', true),
    ('2026-01-01', 'Tết Dương lịch', true),
    ('2026-01-02', 'Nghỉ hoán đổi', true),
    ('2026-01-10', 'Làm bù', false),
    ('2026-02-16', 'Tết Nguyên đán', true),
    ('2026-02-17', 'Tết Nguyên đán', true),
    ('2026-02-18', 'Tết Nguyên đán', true),
    ('2026-02-19', 'Tết Nguyên đán', true),
    ('2026-02-20', 'Tết Nguyên đán', true),
    ('2026-04-26', 'Giỗ Tổ Hùng Vương', true),
    ('2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương', true),
    ('2026-04-30', 'Ngày Chiến thắng', true),
    ('2026-05-01', 'Ngày Quốc tế Lao động', true),
    ('2026-08-22', 'Làm bù', false),
    ('2026-08-31', 'Nghỉ hoán đổi', true),
    ('2026-09-01', 'Quốc khánh', true),
    ('2026-09-02', 'Quốc khánh', true),
    ('2027-01-01', 'Tết Dương lịch', true),
    ('2027-02-05', 'Tết Nguyên đán', true),
    ('2027-02-06', 'Tết Nguyên đán', true),
    ('2027-02-07', 'Tết Nguyên đán', true),
    ('2027-02-08', 'Tết Nguyên đán', true),
    ('2027-04-16', 'Giỗ Tổ Hùng Vương', true),
    ('2027-04-30', 'Ngày Chiến thắng', true),
    ('2027-05-01', 'Ngày Quốc tế Lao động', true),
    ('2027-05-03', 'Nghỉ bù Ngày Quốc tế Lao động', true),
    ('2027-09-02', 'Quốc khánh', true),
    ('2028-01-01', 'Tết Dương lịch', true),
    ('2028-04-30', 'Ngày Chiến thắng', true),
    ('2028-05-01', 'Ngày Quốc tế Lao động', true),
    ('2028-09-02', 'Quốc khánh', true),
    ('2029-01-01', 'Tết Dương lịch', true),
    ('2029-04-30', 'Ngày Chiến thắng', true),
    ('2029-05-01', 'Ngày Quốc tế Lao động', true),
    ('2029-09-02', 'Quốc khánh', true),
    ('2030-01-01', 'Tết Dương lịch', true),
    ('2030-04-30', 'Ngày Chiến thắng', true),
    ('2030-05-01', 'Ngày Quốc tế Lao động', true),
    ('2030-09-02', 'Quốc khánh', true),
    ('2031-01-01', 'Tết Dương lịch', true),
    ('2031-04-30', 'Ngày Chiến thắng', true),
    ('2031-05-01', 'Ngày Quốc tế Lao động', true),
    ('2031-09-02', 'Quốc khánh', true);
