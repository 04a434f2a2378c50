-- What a paper was composed from at issuing, by which it is made again bit by bit.
alter table reports_paper add column dossier_hash text;
