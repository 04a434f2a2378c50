-- How often an address has asked for a check without an account: until when its turns are used up.
create table signing_turn (
    who text primary key,
    until timestamptz not null,
    used bigint not null
);
