create table exchange_link (
    id uuid primary key,
    organisation_id uuid not null,
    name text not null,
    application text not null,
    facility text not null,
    addresses text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    revoked_at timestamptz,
    last_contact_at timestamptz,
    last_address text,
    last_error text,
    last_error_at timestamptz,
    version integer not null
);
create index exchange_link_head on exchange_link (application, facility);
create index exchange_link_org on exchange_link (organisation_id);

create table exchange_stranger (
    id uuid primary key,
    organisation_id uuid,
    application text not null,
    facility text not null,
    to_facility text not null,
    address text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    times integer not null,
    unique (application, facility, address)
);

create table exchange_message (
    id uuid primary key,
    organisation_id uuid not null,
    link_id uuid not null references exchange_link (id),
    control_id text not null,
    content_hash text not null,
    type text not null,
    hl7_version text not null,
    hash text not null,
    size bigint not null,
    address text not null,
    received_at timestamptz not null,
    state text not null,
    ack text,
    answer text,
    entries integer not null,
    faults integer not null,
    warnings integer not null,
    tries integer not null,
    claimed_until timestamptz,
    done_at timestamptz,
    failed_version integer not null
);
create unique index exchange_message_once on exchange_message (link_id, control_id, content_hash);
create index exchange_message_list on exchange_message (organisation_id, received_at);
create index exchange_message_link on exchange_message (link_id, received_at);
create index exchange_message_waiting on exchange_message (received_at) where state in ('Received', 'Waiting');

create table exchange_fault (
    id uuid primary key,
    message_id uuid not null references exchange_message (id),
    organisation_id uuid not null,
    number integer not null,
    kind text not null,
    spot text not null,
    given text,
    expected text,
    is_warning boolean not null
);
create index exchange_fault_message on exchange_fault (message_id, number);

create table exchange_rule (
    id uuid primary key,
    link_id uuid not null references exchange_link (id),
    organisation_id uuid not null,
    kind text not null,
    entry text not null,
    element text not null,
    source text not null,
    turned text not null,
    condition text not null,
    made_at timestamptz not null,
    made_by_name text not null,
    unique (link_id, kind, entry, element, source)
);

create table exchange_receiver (
    id uuid primary key,
    organisation_id uuid not null,
    name text not null,
    host text not null,
    port integer not null,
    is_tls boolean not null,
    to_application text not null,
    to_facility text not null,
    events text not null,
    skip_link_id uuid,
    made_at timestamptz not null,
    made_by_name text not null,
    revoked_at timestamptz,
    last_sent_at timestamptz,
    last_error text,
    last_error_at timestamptz,
    tries integer not null,
    next_at timestamptz not null,
    version integer not null
);
create index exchange_receiver_org on exchange_receiver (organisation_id);

create table exchange_outgoing (
    id uuid primary key,
    receiver_id uuid not null references exchange_receiver (id),
    organisation_id uuid not null,
    place bigint not null,
    type text not null,
    resource_type text not null,
    resource_id text not null,
    resource_version integer not null,
    control_id text not null,
    hash text,
    state text not null,
    tries integer not null,
    ack text,
    last_error text,
    made_at timestamptz not null,
    done_at timestamptz
);
create unique index exchange_outgoing_once on exchange_outgoing (receiver_id, type, resource_type, resource_id, resource_version);
create index exchange_outgoing_queue on exchange_outgoing (receiver_id, place) where state = 'Waiting';
create index exchange_outgoing_list on exchange_outgoing (receiver_id, made_at);
