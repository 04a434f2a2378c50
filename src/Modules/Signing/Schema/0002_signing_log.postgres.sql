-- The log of uses is only ever added to.
create trigger signing_use_append_only before update or delete on signing_use for each row execute function kernel_append_only();
