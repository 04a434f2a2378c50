-- What registers are searched by: one row a paper, its words without tone marks, and who holds it as a word beside them.
create table documents_find (
    seq integer primary key autoincrement,
    paper_id uuid not null unique,
    register text not null,
    organisation_id uuid not null,
    text text not null
);
create virtual table documents_find_words using fts5(text, content='documents_find', content_rowid='seq', detail='none', tokenize='unicode61 remove_diacritics 0');
create trigger documents_find_added after insert on documents_find begin
    insert into documents_find_words (rowid, text) values (new.seq, new.text);
end;
create trigger documents_find_gone after delete on documents_find begin
    insert into documents_find_words (documents_find_words, rowid, text) values ('delete', old.seq, old.text);
end;
create trigger documents_find_changed after update on documents_find begin
    insert into documents_find_words (documents_find_words, rowid, text) values ('delete', old.seq, old.text);
    insert into documents_find_words (rowid, text) values (new.seq, new.text);
end;
