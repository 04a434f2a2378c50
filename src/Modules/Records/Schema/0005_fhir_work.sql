create table records_hook (
    fid text primary key,
    holder_id uuid not null,
    user_id uuid,
    client_id uuid,
    purpose text not null,
    type text not null,
    query text not null,
    endpoint text not null,
    payload text not null,
    headers text not null,
    state text not null,
    error text not null,
    failures integer not null,
    ends_at timestamptz,
    made_at timestamptz not null,
    sent_at timestamptz,
    sent bigint not null
);
create index records_hook_type on records_hook (type, state);
create table records_hook_call (
    id uuid primary key,
    hook text not null,
    type text not null,
    fid text not null,
    version integer not null,
    made_at timestamptz not null,
    due_at timestamptz not null,
    tries integer not null,
    error text not null,
    unique (hook, type, fid, version)
);
create index records_hook_call_due on records_hook_call (due_at);
create table records_bulk (
    id uuid primary key,
    user_id uuid,
    client_id uuid,
    organisation_id uuid not null,
    purpose text not null,
    address text not null,
    types text not null,
    since timestamptz,
    patients text not null,
    state text not null,
    done bigint not null,
    error text not null,
    asked_at timestamptz not null,
    as_of timestamptz,
    ended_at timestamptz,
    ends_at timestamptz not null
);
create index records_bulk_state on records_bulk (state, asked_at);
create table records_bulk_file (
    bulk_id uuid not null,
    number integer not null,
    type text not null,
    hash text not null,
    rows bigint not null,
    size bigint not null,
    primary key (bulk_id, number)
);
create table records_bulk_basis (
    bulk_id uuid not null,
    basis_id uuid not null,
    primary key (bulk_id, basis_id)
);
create table records_teller (
    name text primary key,
    tx bigint not null,
    seq bigint not null
);
