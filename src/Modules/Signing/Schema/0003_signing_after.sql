-- Whether a paper was signed here before.
create index signing_use_after on signing_use (after_hash);
