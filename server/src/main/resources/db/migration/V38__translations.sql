-- What was said in another language, in that of the business: by its language model, after the call.
-- One text for SQLite and PostgreSQL, as in V1.

-- Null where the words are in the business's language, and until they are translated.
alter table turns add column translation text;
