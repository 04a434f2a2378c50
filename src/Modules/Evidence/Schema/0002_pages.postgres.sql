delete from kernel_cursor where name = 'rollup';
drop table evidence_rollup;

create table evidence_series (
    id integer primary key,
    is_tree boolean not null,
    plan_id uuid not null,
    kind text not null,
    topic_id uuid not null,
    unit_id uuid not null,
    dims text not null
);
create unique index evidence_series_key_0 on evidence_series (plan_id, kind, topic_id, unit_id, dims, is_tree);
create index evidence_series_topic_0 on evidence_series (kind, topic_id, unit_id);

create table evidence_page (
    series integer not null,
    year integer not null,
    cells bytea not null,
    primary key (series, year)
);

create table evidence_tree_unit (
    unit_id uuid primary key,
    above text not null
);

create table evidence_edition (
    id integer primary key,
    edition integer not null,
    shape text not null
);
insert into evidence_edition (id, edition, shape) values (1, 0, '');
