create table rooms_shown (
    id uuid primary key,
    room_id uuid not null references rooms_room (id),
    key text not null,
    kind text not null,
    name text not null,
    type text not null,
    hash text not null,
    pages integer not null,
    shown_at timestamptz not null,
    until_at timestamptz not null
);
create unique index rooms_shown_key on rooms_shown (room_id, key);
create index rooms_shown_until on rooms_shown (until_at);
