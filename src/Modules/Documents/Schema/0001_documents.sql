-- Registers of incoming and outgoing papers, routing slips, files, and messages of the exchange between agencies (Nghị định 30/2020/NĐ-CP; QCVN 102:2016/BTTTT).
create table documents_setting (
    id uuid primary key,
    organisation_id uuid not null,
    from_day date not null,
    one_book boolean not null,
    symbol text not null,
    organ_code text not null,
    auto_register boolean not null,
    changed_by_name text not null,
    changed_at timestamptz not null
);
create unique index documents_setting_day on documents_setting (organisation_id, from_day);
create index documents_setting_code on documents_setting (organ_code);

create table documents_book (
    organisation_id uuid not null,
    direction text not null,
    book text not null,
    year integer not null,
    last integer not null,
    primary key (organisation_id, direction, book, year)
);

create table documents_incoming (
    id uuid primary key,
    organisation_id uuid not null,
    book text not null,
    year integer not null,
    number integer not null,
    arrived_on date not null,
    registered_on date not null,
    registered_at timestamptz not null,
    issuer text not null,
    issuer_id uuid,
    code text not null,
    code_key text not null,
    paper_day date,
    type text not null,
    subject text not null,
    urgency text not null,
    due_on date,
    signer text not null,
    receiver text not null,
    pages integer not null,
    note text not null,
    state text not null,
    frozen boolean not null,
    state_reason text not null,
    duplicate_reason text not null,
    routed_on date,
    done_on date,
    result text not null,
    answer_id uuid,
    plan_id uuid,
    message_id uuid,
    made_by_name text not null,
    version integer not null
);
create unique index documents_incoming_number on documents_incoming (organisation_id, book, year, number);
create index documents_incoming_day on documents_incoming (organisation_id, registered_at);
create index documents_incoming_code on documents_incoming (organisation_id, code_key);
create index documents_incoming_open on documents_incoming (organisation_id, state, due_on);

create table documents_seat (
    id uuid primary key,
    paper_id uuid not null references documents_incoming (id),
    organisation_id uuid not null,
    role text not null,
    unit_id uuid,
    user_id uuid,
    name text not null,
    due_on date,
    made_by_name text not null,
    made_at timestamptz not null,
    taken_at timestamptz,
    taken_by_name text not null,
    ended_at timestamptz
);
create index documents_seat_paper on documents_seat (paper_id);
create index documents_seat_user on documents_seat (user_id);
create index documents_seat_unit on documents_seat (unit_id);

create table documents_opinion (
    id uuid primary key,
    paper_id uuid not null references documents_incoming (id),
    stage text not null,
    text text not null,
    due_on date,
    by_name text not null,
    by_id uuid,
    at timestamptz not null
);
create index documents_opinion_paper on documents_opinion (paper_id);

create table documents_outgoing (
    id uuid primary key,
    organisation_id uuid not null,
    book text not null,
    year integer not null,
    number integer not null,
    symbol text not null,
    type text not null,
    code text not null,
    code_key text not null,
    subject text not null,
    day date not null,
    signer text not null,
    recipients text not null,
    copies integer not null,
    archive text not null,
    sent_on date,
    note text not null,
    state text not null,
    state_reason text not null,
    source text,
    href text not null,
    plan_id uuid,
    answers_id uuid,
    made_by_name text not null,
    made_at timestamptz not null,
    version integer not null
);
create unique index documents_outgoing_number on documents_outgoing (organisation_id, book, year, number);
create unique index documents_outgoing_source on documents_outgoing (organisation_id, source);
create index documents_outgoing_day on documents_outgoing (organisation_id, day);
create index documents_outgoing_code on documents_outgoing (organisation_id, code_key);

create table documents_file (
    id uuid primary key,
    organisation_id uuid not null,
    paper_id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    hash text not null,
    signatures text not null,
    added_by_name text not null,
    added_at timestamptz not null,
    removed_at timestamptz
);
create index documents_file_paper on documents_file (paper_id);

create table documents_step (
    id uuid primary key,
    paper_id uuid not null,
    what text not null,
    note text not null,
    changes text not null,
    by_id uuid,
    by_name text not null,
    at timestamptz not null
);
create index documents_step_paper on documents_step (paper_id);

create table documents_message (
    id uuid primary key,
    organisation_id uuid not null,
    direction text not null,
    kind text not null,
    state text not null,
    once text not null,
    document_id text not null,
    business text not null,
    status_code text not null,
    partner_code text not null,
    partner_name text not null,
    subject text not null,
    code text not null,
    note text not null,
    paper_id uuid,
    hash text not null,
    size bigint not null,
    signature text not null,
    warnings text not null,
    attempts integer not null,
    next_at timestamptz not null,
    last_error text not null,
    reply_code text not null,
    reply_note text not null,
    made_at timestamptz not null,
    done_at timestamptz,
    version integer not null
);
create unique index documents_message_once on documents_message (organisation_id, once);
create index documents_message_list on documents_message (organisation_id, direction, made_at);
create index documents_message_queue on documents_message (state, next_at);
create index documents_message_paper on documents_message (paper_id);
create index documents_message_document on documents_message (organisation_id, document_id);

create table documents_axis (
    id uuid primary key,
    kind text not null,
    failing boolean not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    version integer not null
);

create table documents_packet (
    id uuid primary key,
    from_code text not null,
    to_code text not null,
    once text not null,
    hash text not null,
    size bigint not null,
    posted_at timestamptz not null,
    taken_at timestamptz
);
create unique index documents_packet_once on documents_packet (to_code, once);
create index documents_packet_box on documents_packet (to_code, taken_at);
