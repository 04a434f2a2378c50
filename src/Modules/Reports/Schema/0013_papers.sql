-- Papers composed here, and chains of approval for them and for reports.
create table reports_paper (
    id uuid primary key,
    organisation_id uuid not null,
    plan_id uuid,
    type text not null,
    subject text not null,
    folded text not null,
    addressees text not null,
    bases text not null,
    body text not null,
    extra text not null,
    symbol text not null,
    place text not null,
    signer_name text not null,
    signer_position text not null,
    signer_authority text not null,
    recipients text not null,
    archive text not null,
    state text not null,
    number integer,
    number_year integer,
    issued_on date,
    docx_hash text,
    pdf_hash text,
    signed_hash text,
    return_reason text,
    made_by uuid,
    made_by_name text not null,
    made_at timestamptz not null,
    version integer not null
);
create unique index reports_paper_number on reports_paper (organisation_id, type, number_year, number);
create index reports_paper_list on reports_paper (organisation_id, made_at);

create table reports_chain_step (
    id uuid primary key,
    organisation_id uuid not null,
    type text not null,
    ordinal integer not null,
    title text not null,
    user_id uuid not null,
    user_name text not null,
    workdays integer not null
);
create unique index reports_chain_step_order on reports_chain_step (organisation_id, type, ordinal);

create table reports_delegate (
    id uuid primary key,
    organisation_id uuid not null,
    user_id uuid not null,
    user_name text not null,
    to_id uuid not null,
    to_name text not null,
    from_day date not null,
    to_day date not null,
    ended_at timestamptz,
    version integer not null
);
create index reports_delegate_to on reports_delegate (to_id, to_day);

create table reports_approval (
    id uuid primary key,
    subject_kind text not null,
    subject_id uuid not null,
    organisation_id uuid not null,
    title text not null,
    href text not null,
    round integer not null,
    ordinal integer not null,
    step_title text not null,
    user_id uuid not null,
    user_name text not null,
    workdays integer not null,
    due_on date,
    state text not null,
    opinion text not null,
    decided_by uuid,
    decided_by_name text not null,
    decided_at timestamptz,
    version integer not null
);
create unique index reports_approval_order on reports_approval (subject_id, round, ordinal);
create index reports_approval_waiting on reports_approval (user_id, state);
alter table reports_report add column presented_at timestamptz;
