create trigger credits_entry_append_only before update or delete or truncate on credits_entry for each statement execute function kernel_append_only();
