-- Beginnings of words are found as fast as whole words: their lists are kept too.
drop table documents_find_words;
create virtual table documents_find_words using fts5(text, content='documents_find', content_rowid='seq', detail='none', prefix='2 3 4 5', tokenize='unicode61 remove_diacritics 0');
insert into documents_find_words (documents_find_words) values ('rebuild');
