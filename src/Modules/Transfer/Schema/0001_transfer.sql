-- Technique transfer: packages with their teams and papers, rounds, councils, what was counted, and techniques at facilities by day.
create table transfer_package (
    id uuid primary key,
    code text not null,
    year integer not null,
    ordinal integer not null,
    name text not null,
    giver_id uuid not null,
    receiver_id uuid not null,
    agreement_id uuid,
    contract_number text not null,
    contract_from date,
    contract_to date,
    payer text not null,
    planned_cases integer not null,
    required_cases integer not null,
    alone_cases integer not null,
    complication_percent integer not null,
    apply_cases integer not null,
    sustain_cases integer not null,
    roles text not null,
    giver_focal_id uuid,
    giver_focal text not null,
    receiver_focal_id uuid,
    receiver_focal text not null,
    plan_id uuid,
    topic_id uuid,
    due1 date,
    due2 date,
    due3 date,
    due4 date,
    state text not null,
    phase integer not null,
    agreed_on date,
    accepted_on date,
    stalled_on date,
    ended_on date,
    end_reason text not null,
    folded text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    version integer not null
);
create unique index transfer_package_code on transfer_package (code);
create unique index transfer_package_ordinal on transfer_package (year, ordinal);
create index transfer_package_giver on transfer_package (giver_id);
create index transfer_package_receiver on transfer_package (receiver_id);

create table transfer_package_technique (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    technique text not null,
    name text not null,
    ordinal integer not null
);
create unique index transfer_package_technique_code on transfer_package_technique (package_id, technique);

create table transfer_ekip (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    name text not null,
    ordinal integer not null
);
create index transfer_ekip_package on transfer_ekip (package_id);

create table transfer_member (
    id uuid primary key,
    ekip_id uuid not null references transfer_ekip (id) on delete cascade,
    package_id uuid not null,
    role text not null,
    practitioner_id uuid not null,
    name text not null,
    from_day date not null,
    to_day date
);
create index transfer_member_ekip on transfer_member (ekip_id);
create index transfer_member_practitioner on transfer_member (practitioner_id);

create table transfer_step (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    on_day date not null,
    at timestamptz not null,
    what text not null,
    phase integer not null,
    by_id uuid,
    by_name text not null,
    note text not null,
    evidence text not null,
    hash text not null
);
create index transfer_step_package on transfer_step (package_id, at);

create table transfer_shake (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    phase integer not null,
    condition text not null,
    since date not null,
    restored_on date
);
create index transfer_shake_package on transfer_shake (package_id);

create table transfer_paper (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    kind text not null,
    edition integer not null,
    body text not null,
    hash text not null,
    on_day date not null,
    contract_to date,
    contract_number text not null,
    sealed_at timestamptz not null,
    made_by_name text not null,
    completed_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_why text not null,
    version integer not null
);
create unique index transfer_paper_edition on transfer_paper (package_id, kind, edition);

create table transfer_signature (
    id uuid primary key,
    paper_id uuid not null references transfer_paper (id) on delete cascade,
    package_id uuid not null,
    side text not null,
    organisation_id uuid not null,
    user_id uuid not null,
    name text not null,
    means text not null,
    hash text not null,
    signed_at timestamptz not null,
    seal bytea not null
);
create unique index transfer_signature_side on transfer_signature (paper_id, side);

create table transfer_survey_line (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    section text not null,
    ordinal integer not null,
    text text not null,
    needed text not null,
    present text not null,
    source text not null,
    is_gap boolean not null,
    owner text not null,
    owner_side text not null,
    due date,
    closed_on date,
    closed_note text not null
);
create index transfer_survey_line_package on transfer_survey_line (package_id);

create table transfer_record (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    kind text not null,
    title text not null,
    number text not null,
    on_day date not null,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    holder_id uuid not null,
    made_at timestamptz not null,
    made_by_name text not null,
    approved_at timestamptz,
    approved_by uuid,
    approved_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_why text not null,
    version integer not null
);
create index transfer_record_package on transfer_record (package_id);

create table transfer_round (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    number integer not null,
    from_day date not null,
    to_day date not null,
    place text not null,
    state text not null,
    held_on date,
    note text not null,
    version integer not null
);
create unique index transfer_round_number on transfer_round (package_id, number);

create table transfer_round_expert (
    id uuid primary key,
    round_id uuid not null references transfer_round (id) on delete cascade,
    practitioner_id uuid,
    name text not null
);
create index transfer_round_expert_round on transfer_round_expert (round_id);

create table transfer_safety (
    id uuid primary key,
    round_id uuid not null references transfer_round (id) on delete cascade,
    package_id uuid not null,
    on_day date not null,
    severity text not null,
    text text not null,
    response text not null,
    closed_on date
);
create index transfer_safety_package on transfer_safety (package_id);

create table transfer_council (
    package_id uuid primary key references transfer_package (id) on delete cascade,
    held_on date not null,
    place text not null,
    people text not null,
    opinions text not null,
    conclusion text not null,
    version integer not null
);

create table transfer_facility_technique (
    id uuid primary key,
    facility_id uuid not null,
    technique text not null,
    name text not null,
    folded text not null,
    state text not null,
    from_day date not null,
    decision_number text not null,
    decision_day date,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    note text not null,
    package_id uuid,
    made_at timestamptz not null,
    made_by_name text not null,
    withdrawn_at timestamptz,
    withdrawn_why text not null
);
create index transfer_facility_technique_facility on transfer_facility_technique (facility_id, technique, from_day);
create index transfer_facility_technique_technique on transfer_facility_technique (technique);

create table transfer_standing (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    facility_id uuid not null,
    technique text not null,
    name text not null,
    performed integer not null,
    independent integer not null,
    complications integer not null,
    last_on date,
    transferred_on date,
    applied_on date,
    sustained_on date,
    stalled_on date,
    lapsed_on date,
    quarters text not null
);
create unique index transfer_standing_technique on transfer_standing (package_id, technique);
create index transfer_standing_facility on transfer_standing (facility_id);

create table transfer_told (
    source text primary key,
    package_id uuid,
    kind text not null,
    fact_id uuid not null,
    number integer not null,
    on_day date not null,
    amount integer not null,
    is_back boolean not null
);
create index transfer_told_package on transfer_told (package_id);

create table transfer_refresher (
    id uuid primary key,
    package_id uuid not null references transfer_package (id) on delete cascade,
    quarter date not null,
    class_id uuid,
    told_at timestamptz not null
);
create unique index transfer_refresher_quarter on transfer_refresher (package_id, quarter);
