create table kernel_lease (
    key text primary key,
    node uuid not null,
    address text not null,
    epoch bigint not null,
    until timestamptz not null
);
