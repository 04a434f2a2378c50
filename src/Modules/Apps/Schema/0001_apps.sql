create table apps_app (
    id uuid primary key,
    organisation_id uuid not null,
    name text not null,
    code text not null unique,
    folded text not null,
    about text not null,
    kind text not null,
    secret_hash bytea,
    secret_at timestamptz,
    keys text not null,
    redirects text not null,
    launch_url text not null,
    scopes text not null,
    role text,
    purposes text not null,
    approved_at timestamptz,
    approved_by uuid,
    approved_by_name text,
    off_at timestamptz,
    off_reason text,
    made_at timestamptz not null,
    made_by uuid,
    made_by_name text not null,
    used_at timestamptz,
    version integer not null
);
create index apps_app_organisation on apps_app (organisation_id);

create table apps_grant (
    id uuid primary key,
    app_id uuid not null references apps_app (id),
    user_id uuid,
    organisation_id uuid not null,
    role text not null,
    purpose text not null,
    scopes text not null,
    patient text,
    person_id uuid,
    made_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    ended_reason text
);
create index apps_grant_app on apps_grant (app_id, made_at);
create index apps_grant_user on apps_grant (user_id, made_at);
create index apps_grant_end on apps_grant (ends_at);

create table apps_code (
    hash bytea primary key,
    grant_id uuid not null references apps_grant (id),
    redirect text not null,
    challenge text not null,
    nonce text,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index apps_code_grant on apps_code (grant_id);

create table apps_access (
    hash bytea primary key,
    grant_id uuid not null references apps_grant (id),
    scopes text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null
);
create index apps_access_grant on apps_access (grant_id);

create table apps_refresh (
    hash bytea primary key,
    grant_id uuid not null references apps_grant (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index apps_refresh_grant on apps_refresh (grant_id);

create table apps_launch (
    hash bytea primary key,
    app_id uuid not null references apps_app (id),
    user_id uuid not null,
    person_id uuid not null,
    purpose text not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table apps_assertion (
    app_id uuid not null references apps_app (id),
    jti bytea not null,
    expires_at timestamptz not null,
    primary key (app_id, jti)
);

create table apps_tries (
    app_id uuid not null references apps_app (id),
    address text not null,
    failures integer not null,
    failed_at timestamptz not null,
    until timestamptz not null,
    primary key (app_id, address)
);

create table apps_key (
    kid text primary key,
    sealed bytea not null,
    public_key text not null,
    made_at timestamptz not null
);

create table apps_load (
    app_id uuid not null references apps_app (id),
    day date not null,
    operation text not null,
    outcome text not null,
    times bigint not null,
    micros bigint not null,
    slowest bigint not null,
    bytes bigint not null,
    primary key (app_id, day, operation, outcome)
);
create index apps_load_day on apps_load (day);

create table apps_failure (
    id uuid primary key,
    app_id uuid not null references apps_app (id),
    at timestamptz not null,
    operation text not null,
    status integer not null,
    error text not null
);
create index apps_failure_app on apps_failure (app_id, at);

create table apps_told (
    app_id uuid not null references apps_app (id),
    day date not null,
    handled bigint not null,
    failed bigint not null,
    edition integer not null,
    primary key (app_id, day)
);
