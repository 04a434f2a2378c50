-- Seminars, delegations and exchanges; research topics; volunteer check-up campaigns with their children and the loop of referrals.
create table outreach_event (
    id uuid primary key,
    organisation_id uuid not null,
    kind text not null,
    title text not null,
    partner text not null,
    country text not null,
    place text not null,
    from_day date not null,
    to_day date not null,
    programme text not null,
    agreement_id uuid,
    agreement_title text not null,
    plan_id uuid,
    topic_id uuid,
    state text not null,
    result text not null,
    report text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    folded text not null,
    version integer not null
);
create index outreach_event_of on outreach_event (organisation_id, from_day);

create table outreach_member (
    id uuid primary key,
    event_id uuid not null references outreach_event (id) on delete cascade,
    practitioner_id uuid,
    name text not null,
    workplace text not null,
    role text not null
);
create index outreach_member_of on outreach_member (event_id);

create table outreach_cost (
    id uuid primary key,
    event_id uuid not null references outreach_event (id) on delete cascade,
    item text not null,
    payer text not null,
    amount bigint not null
);
create index outreach_cost_of on outreach_cost (event_id);

create table outreach_research (
    id uuid primary key,
    organisation_id uuid not null,
    title text not null,
    lead text not null,
    practitioner_id uuid,
    from_day date not null,
    to_day date not null,
    plan_id uuid,
    topic_id uuid,
    accepted_on date,
    acceptance text not null,
    made_at timestamptz not null,
    folded text not null,
    version integer not null
);
create index outreach_research_of on outreach_research (organisation_id, from_day);

create table outreach_milestone (
    id uuid primary key,
    research_id uuid not null references outreach_research (id) on delete cascade,
    name text not null,
    due_on date not null,
    done_on date,
    product text not null
);
create index outreach_milestone_of on outreach_milestone (research_id);

create table outreach_campaign (
    id uuid primary key,
    organisation_id uuid not null,
    title text not null,
    least integer not null,
    most integer not null,
    from_day date not null,
    to_day date not null,
    problems text not null,
    team text not null,
    plan_id uuid,
    topic_id uuid,
    made_at timestamptz not null,
    folded text not null,
    version integer not null
);
create index outreach_campaign_of on outreach_campaign (organisation_id, from_day);

create table outreach_site (
    id uuid primary key,
    campaign_id uuid not null references outreach_campaign (id) on delete cascade,
    name text not null,
    commune text not null,
    day date not null,
    team text not null
);
create index outreach_site_of on outreach_site (campaign_id, day);

create table outreach_examination (
    id uuid primary key,
    campaign_id uuid not null references outreach_campaign (id),
    holder_id uuid not null,
    site_id uuid,
    examined_on date not null,
    name text not null,
    birth text not null,
    sex text not null,
    commune text not null,
    guardian text not null,
    personal text not null,
    height_mm integer,
    weight_g integer,
    problems text not null,
    note text not null,
    result text not null,
    person_id uuid,
    subject_hash text not null,
    examined_by_id uuid,
    examined_by_name text not null,
    received_at timestamptz not null,
    recorded_at timestamptz,
    refer_to text,
    refer_by date,
    refer_state text not null,
    came_on date,
    outcome text not null,
    likeness text not null,
    folded text not null,
    version integer not null
);
create index outreach_examination_of on outreach_examination (campaign_id, examined_on);
create index outreach_examination_alike on outreach_examination (holder_id, likeness);
create index outreach_examination_referral on outreach_examination (holder_id, refer_state, refer_by);
