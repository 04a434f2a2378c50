-- A person's wishes about messages; no row: nothing leaves the house.
create table messages_person (
    user_id uuid primary key,
    language text not null,
    address text,
    confirmed_at timestamptz,
    confirm_hash bytea,
    confirm_sent_at timestamptz,
    digest_on date,
    version integer not null
);
create unique index messages_person_confirm on messages_person (confirm_hash);

create table messages_choice (
    user_id uuid not null,
    kind text not null,
    way text not null,
    primary key (user_id, kind)
);

-- Notices that were looked at for mail.
create table messages_handled (
    notice_id uuid primary key,
    at timestamptz not null
);

create table messages_mail (
    id uuid primary key,
    user_id uuid,
    address text not null,
    language text not null,
    kind text not null,
    subject text not null,
    body text not null,
    page text not null,
    once text not null unique,
    state text not null,
    attempts integer not null,
    next_at timestamptz not null,
    created_at timestamptz not null,
    sent_at timestamptz,
    last_error text,
    version integer not null
);
create index messages_mail_due on messages_mail (state, next_at);

create table messages_feed (
    id uuid primary key,
    user_id uuid not null,
    name text not null,
    hash bytea not null unique,
    language text not null,
    created_at timestamptz not null,
    seen_at timestamptz,
    revoked_at timestamptz
);
create index messages_feed_user on messages_feed (user_id, created_at);

-- What a feed last said of an entry, so that a change raises its SEQUENCE (RFC 5545, 3.8.7.4).
create table messages_feed_entry (
    feed_id uuid not null references messages_feed (id),
    key text not null,
    hash bytea not null,
    sequence integer not null,
    modified_at timestamptz not null,
    primary key (feed_id, key)
);

-- Where a target stood when it was last looked at.
create table messages_standing (
    indicator_id uuid primary key,
    status text not null,
    since date not null
);
