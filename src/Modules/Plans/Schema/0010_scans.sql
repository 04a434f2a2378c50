alter table plans_import add column problem text not null default '';

create table plans_import_page (
    id uuid primary key,
    import_id uuid not null references plans_import (id) on delete cascade deferrable initially deferred,
    number integer not null,
    is_scan boolean not null,
    width integer not null,
    height integer not null,
    scanned text not null,
    attempts integer not null,
    line_first integer not null,
    line_last integer not null,
    places text not null,
    doubts text not null,
    image text not null,
    version integer not null
);
create unique index plans_import_page_number on plans_import_page (import_id, number);
