create table plans_import_annex (
    id uuid primary key,
    import_id uuid not null references plans_import (id) on delete cascade deferrable initially deferred,
    ordinal integer not null,
    file_name text not null,
    file_hash text not null,
    file_size bigint not null
);
create unique index plans_import_annex_import on plans_import_annex (import_id, ordinal);
