create table imaging_key (
    id uuid not null primary key,
    study_id uuid not null references imaging_study (id),
    series_uid text not null,
    sop_uid text not null,
    frame integer not null,
    marked_by uuid,
    marked_at timestamptz not null
);
create unique index imaging_key_picture on imaging_key (study_id, sop_uid, frame);
