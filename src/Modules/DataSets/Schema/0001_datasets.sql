create table datasets_choice (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null
);

create table datasets_category (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    dimension text not null
);

create table datasets_category_choice (
    id uuid primary key,
    category_id uuid not null references datasets_category (id),
    choice_id uuid not null references datasets_choice (id),
    position integer not null,
    unique (category_id, choice_id)
);

create table datasets_combination (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    dimension text not null
);

create table datasets_combination_category (
    id uuid primary key,
    combination_id uuid not null references datasets_combination (id),
    category_id uuid not null references datasets_category (id),
    position integer not null,
    unique (combination_id, category_id)
);

create table datasets_combo (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    combination_id uuid not null references datasets_combination (id),
    choices text not null,
    position integer not null
);
create index datasets_combo_combination on datasets_combo (combination_id);

create table datasets_element (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    short text not null,
    description text not null,
    unit text not null,
    value_type text not null,
    aggregation text not null,
    zero_counts boolean not null,
    combination_id uuid not null references datasets_combination (id),
    heading text not null,
    valid_from date,
    valid_to date
);
create index datasets_element_folded on datasets_element (folded);

create table datasets_attribute_version (
    id uuid primary key,
    element_id uuid not null references datasets_element (id),
    combo_id uuid not null references datasets_combo (id),
    valid_from date not null,
    unique (element_id, combo_id)
);

create table datasets_set (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    description text not null,
    period_type text not null,
    combination_id uuid not null references datasets_combination (id),
    timely_days integer not null,
    expiry_days integer not null,
    open_future_periods integer not null,
    valid_from date,
    valid_to date
);

create table datasets_set_element (
    id uuid primary key,
    set_id uuid not null references datasets_set (id),
    element_id uuid not null references datasets_element (id),
    section text not null,
    position integer not null,
    unique (set_id, element_id)
);
create index datasets_set_element_element on datasets_set_element (element_id);

create table datasets_set_unit (
    id uuid primary key,
    set_id uuid not null references datasets_set (id),
    unit_id uuid not null,
    valid_from date,
    valid_to date,
    unique (set_id, unit_id)
);
create index datasets_set_unit_unit on datasets_set_unit (unit_id);

create table datasets_constant (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null,
    value numeric not null
);

create table datasets_group (
    id uuid primary key,
    version integer not null,
    code text not null unique,
    uid text not null unique,
    name text not null,
    name_en text not null,
    name_zh text not null,
    folded text not null
);

create table datasets_group_unit (
    id uuid primary key,
    group_id uuid not null references datasets_group (id),
    unit_id uuid not null,
    unique (group_id, unit_id)
);

create table datasets_other_name (
    id uuid primary key,
    kind text not null,
    target_id uuid not null,
    scheme text not null,
    text text not null,
    unique (kind, scheme, text)
);

create table datasets_edition (
    id integer primary key,
    stamp uuid not null
);
insert into datasets_edition (id, stamp) values (1, '00000000-0000-0000-0000-000000000000');
insert into datasets_choice (id, version, code, uid, name, name_en, name_zh, folded)
    values ('00000000-0000-0000-0000-000000000001', 0, 'default', 'xYerKDKCefk', 'Mặc định', 'default', '默认', 'mac dinh');
insert into datasets_category (id, version, code, uid, name, name_en, name_zh, folded, dimension)
    values ('00000000-0000-0000-0000-000000000002', 0, 'default', 'GLevLNI9wkl', 'Mặc định', 'default', '默认', 'mac dinh', 'Disaggregation');
insert into datasets_category_choice (id, category_id, choice_id, position)
    values ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 0);
insert into datasets_combination (id, version, code, uid, name, name_en, name_zh, folded, dimension)
    values ('00000000-0000-0000-0000-000000000004', 0, 'default', 'bjDvmb4bfuf', 'Mặc định', 'default', '默认', 'mac dinh', 'Disaggregation');
insert into datasets_combination_category (id, combination_id, category_id, position)
    values ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000002', 0);
insert into datasets_combo (id, version, code, uid, name, name_en, name_zh, folded, combination_id, choices, position)
    values ('00000000-0000-0000-0000-000000000006', 0, 'default', 'HllvX50cXC0', 'Mặc định', 'default', '默认', 'mac dinh', '00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000001', 0);

create table datasets_value (
    id uuid primary key,
    element_id uuid not null references datasets_element (id),
    combo_id uuid not null references datasets_combo (id),
    attribute_id uuid not null references datasets_combo (id),
    unit_id uuid not null,
    period text not null,
    starts_on date not null,
    ends_on date not null,
    edition integer not null,
    value text not null,
    comment text not null,
    followup boolean not null,
    is_deleted boolean not null,
    stored_by text not null,
    stored_at timestamptz not null,
    created_at timestamptz not null,
    fact_id uuid,
    unique (unit_id, period, element_id, combo_id, attribute_id)
);
create index datasets_value_element on datasets_value (element_id, ends_on);

create table datasets_value_past (
    id uuid primary key,
    value_id uuid not null references datasets_value (id),
    edition integer not null,
    value text not null,
    comment text not null,
    followup boolean not null,
    is_deleted boolean not null,
    stored_by text not null,
    stored_at timestamptz not null,
    unique (value_id, edition)
);

create table datasets_import (
    id uuid primary key,
    started_at timestamptz not null,
    ended_at timestamptz,
    user_id uuid,
    user_name text not null,
    organisation_id uuid not null,
    channel text not null,
    format text not null,
    strategy text not null,
    is_dry_run boolean not null,
    status text not null,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null,
    total integer not null,
    imported integer not null,
    updated integer not null,
    unchanged integer not null,
    deleted integer not null,
    ignored integer not null,
    repeated integer not null,
    faults integer not null,
    message text not null
);
create index datasets_import_started on datasets_import (started_at);

create table datasets_import_fault (
    id uuid primary key,
    import_id uuid not null references datasets_import (id),
    position integer not null,
    object text not null,
    value text not null,
    error_code text not null,
    property text not null,
    args text not null
);
create index datasets_import_fault_import on datasets_import_fault (import_id, position);

create table datasets_completion (
    id uuid primary key,
    set_id uuid not null references datasets_set (id),
    unit_id uuid not null,
    attribute_id uuid not null references datasets_combo (id),
    period text not null,
    starts_on date not null,
    ends_on date not null,
    edition integer not null,
    is_complete boolean not null,
    completed_on date not null,
    on_time boolean not null,
    by_name text not null,
    at timestamptz not null,
    fact_id uuid,
    unique (set_id, unit_id, period, attribute_id)
);
create index datasets_completion_unit on datasets_completion (unit_id, ends_on);
