-- Three numbers kept apart (actual, estimate, final), what moved after closing, papers issued in the period, the dossier from which an issued paper is rebuilt, signatures.
alter table reports_report add column supplement_of uuid;
alter table reports_report add column rule text not null default '';
alter table reports_report add column closed_at timestamptz;
alter table reports_report add column computed_by text not null default '';
alter table reports_report add column final_on date;
alter table reports_report add column dossier_hash text;
alter table reports_report add column signed_hash text;

alter table reports_cell add column estimate_basis text not null default '';
alter table reports_cell add column estimate_by text not null default '';
alter table reports_cell add column estimate_at timestamptz;
alter table reports_cell add column final_value bigint;
alter table reports_cell add column final_on date;
alter table reports_cell add column final_by text not null default '';
alter table reports_cell add column final_query text not null default '';

create table reports_change (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    cell_id uuid not null,
    indicator_id uuid not null,
    ordinal integer not null,
    name text not null,
    unit text not null,
    figure text not null,
    was bigint,
    became bigint,
    noted_at timestamptz not null,
    ledger bigint not null,
    facts integer not null,
    which text not null,
    told_in uuid
);
create index reports_change_report on reports_change (report_id, noted_at);

create table reports_watch (
    report_id uuid primary key references reports_report (id) on delete cascade deferrable initially deferred,
    ledger bigint not null
);

create table reports_earlier (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    kind text not null,
    source_id uuid not null,
    about text not null,
    name text not null,
    unit text not null,
    figure text not null,
    actual bigint,
    estimate bigint,
    final_value bigint,
    final_on date,
    was bigint,
    became bigint,
    on_day date,
    which text not null
);
create unique index reports_earlier_order on reports_earlier (report_id, ordinal);

create table reports_directive (
    id uuid primary key,
    report_id uuid not null references reports_report (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    number text not null,
    type text not null,
    day date not null,
    subject text not null,
    href text not null
);
create unique index reports_directive_order on reports_directive (report_id, ordinal);

create table reports_signature (
    id uuid primary key,
    subject_id uuid not null,
    organisation_id uuid not null,
    at timestamptz not null,
    user_id uuid,
    user_name text not null,
    means text not null,
    key_label text not null,
    kind text not null,
    hash_before text not null,
    hash_after text not null
);
create index reports_signature_subject on reports_signature (subject_id, at);
