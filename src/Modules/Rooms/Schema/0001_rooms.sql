create table rooms_room (
    id uuid primary key,
    subject text not null unique,
    title text not null,
    back text not null,
    begins_at timestamptz,
    ends_at timestamptz,
    organisation_id uuid not null,
    may_record boolean not null,
    made_by uuid,
    made_at timestamptz not null,
    opened_at timestamptz,
    alive_at timestamptz,
    closing_at timestamptz,
    closed_at timestamptz,
    version integer not null
);
create index rooms_room_open on rooms_room (opened_at) where closed_at is null;
create index rooms_room_organisation on rooms_room (organisation_id, begins_at);
create table rooms_seat (
    id uuid primary key,
    room_id uuid not null references rooms_room (id),
    user_id uuid,
    name text not null,
    organisation_id uuid,
    organisation text not null,
    role text not null,
    link_hash text,
    is_gone boolean not null,
    version integer not null
);
create index rooms_seat_room on rooms_seat (room_id);
create index rooms_seat_user on rooms_seat (user_id) where user_id is not null;
create unique index rooms_seat_link on rooms_seat (link_hash) where link_hash is not null;
create table rooms_event (
    room_id uuid not null references rooms_room (id),
    seq bigint not null,
    at timestamptz not null,
    kind text not null,
    body text not null,
    primary key (room_id, seq)
);
create table rooms_pass (
    hash text primary key,
    room_id uuid not null references rooms_room (id),
    seat_id uuid not null references rooms_seat (id),
    role text not null,
    bearer text not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index rooms_pass_end on rooms_pass (expires_at);
create table rooms_file (
    id uuid primary key,
    room_id uuid not null references rooms_room (id),
    organisation_id uuid not null,
    name text not null,
    kind text not null,
    type text not null,
    hash text not null,
    size bigint not null,
    pages integer not null,
    put_by uuid not null,
    put_at timestamptz not null,
    is_gone boolean not null,
    version integer not null
);
create index rooms_file_room on rooms_file (room_id);
create table rooms_recording (
    id uuid primary key,
    room_id uuid not null references rooms_room (id),
    organisation_id uuid not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    is_teaching boolean not null,
    keep_until date,
    removed_at timestamptz,
    version integer not null
);
create index rooms_recording_room on rooms_recording (room_id);
create index rooms_recording_keep on rooms_recording (keep_until) where removed_at is null;
create table rooms_rule (
    organisation_id uuid primary key,
    keep_days integer not null,
    version integer not null
);
