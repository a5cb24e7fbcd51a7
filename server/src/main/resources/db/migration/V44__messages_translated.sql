-- What a message says in the language of the business, as turns have it since V38. One text for
-- SQLite and PostgreSQL, as in V1.

-- Null where the words are in the business's language, and until they are translated.
alter table recordings add column translation text;
