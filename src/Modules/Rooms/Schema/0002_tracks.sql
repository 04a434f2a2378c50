create table rooms_track (
    id uuid primary key,
    recording_id uuid not null references rooms_recording (id),
    number integer not null,
    kind text not null,
    file text not null,
    segments integer not null,
    hash text not null,
    ended boolean not null,
    written_at timestamptz not null
);
create index rooms_track_recording on rooms_track (recording_id);
