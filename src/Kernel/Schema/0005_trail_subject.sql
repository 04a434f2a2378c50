alter table kernel_trail add column subject_id uuid;
alter table kernel_trail add column holder_id uuid;
alter table kernel_trail add column basis_id uuid;
alter table kernel_trail add column role text;
create index kernel_trail_subject on kernel_trail (subject_id, seq) where subject_id is not null;
create index kernel_trail_holder on kernel_trail (holder_id, seq) where holder_id is not null;
create table kernel_root (
    number bigint primary key,
    at timestamptz not null,
    ledger_number bigint not null,
    ledger_hash bytea not null,
    trail_number bigint not null,
    trail_hash bytea not null,
    previous bytea not null,
    signature bytea not null
);
