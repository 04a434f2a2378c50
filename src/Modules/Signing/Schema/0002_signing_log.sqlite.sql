-- The log of uses is only ever added to.
create trigger signing_use_no_update before update on signing_use begin select raise(abort, 'the log of signatures is append-only'); end;
create trigger signing_use_no_delete before delete on signing_use begin select raise(abort, 'the log of signatures is append-only'); end;
