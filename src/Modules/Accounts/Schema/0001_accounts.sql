create table accounts_account (
    id uuid primary key,
    user_name text not null,
    user_key text not null unique,
    name text not null,
    title text not null,
    folded text not null,
    password_hash text,
    password_changed_at timestamptz,
    second_factor_key text,
    second_factor_since timestamptz,
    second_factor_step bigint not null,
    failures integer not null,
    lockouts integer not null,
    locked_until timestamptz,
    is_disabled boolean not null,
    disabled_at timestamptz,
    disabled_reason text,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    version integer not null
);
create index accounts_account_folded on accounts_account (folded);

create table accounts_old_password (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    hash text not null,
    created_at timestamptz not null
);
create index accounts_old_password_account on accounts_old_password (account_id, created_at);

create table accounts_post (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    role text not null,
    organisation_id uuid not null,
    from_day date,
    to_day date,
    given_by uuid,
    created_at timestamptz not null
);
create index accounts_post_account on accounts_post (account_id);
create index accounts_post_organisation on accounts_post (organisation_id);

create table accounts_session (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    hash bytea not null unique,
    organisation_id uuid,
    means text not null,
    address text,
    device text,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    ended_reason text
);
create index accounts_session_account on accounts_session (account_id, created_at);

create table accounts_token (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    name text not null,
    hint text not null,
    hash bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    seen_at timestamptz,
    revoked_at timestamptz
);
create index accounts_token_account on accounts_token (account_id, created_at);

create table accounts_passkey (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    credential_id bytea not null unique,
    public_key bytea not null,
    name text not null,
    sign_count bigint not null,
    transports text not null,
    is_user_verified boolean not null,
    is_backup_eligible boolean not null,
    is_backed_up boolean not null,
    attestation bytea not null,
    client_data bytea not null,
    created_at timestamptz not null,
    seen_at timestamptz
);
create index accounts_passkey_account on accounts_passkey (account_id);

create table accounts_recovery_code (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    hash bytea not null,
    created_at timestamptz not null,
    used_at timestamptz
);
create index accounts_recovery_code_account on accounts_recovery_code (account_id);

create table accounts_invitation (
    id uuid primary key,
    account_id uuid not null references accounts_account (id),
    hash bytea not null unique,
    reason text not null,
    given_by uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index accounts_invitation_account on accounts_invitation (account_id);

create table accounts_opening (
    id smallint primary key,
    account_id uuid not null,
    opened_at timestamptz not null
);
