create trigger credits_entry_no_update before update on credits_entry begin select raise(abort, 'the ledger of hours is append-only'); end;
create trigger credits_entry_no_delete before delete on credits_entry begin select raise(abort, 'the ledger of hours is append-only'); end;
