-- The sounds of businesses' own, for servers that share a database: each of them plays what was
-- recorded at any. One server of a database of its own has them in its data folder alone. A sound is
-- named by the hash of its MP3 file, and never changes. SQLite takes any type name; these are
-- PostgreSQL's.

create table own_sounds (
  hash text not null primary key,
  mulaw bytea not null,
  mp3 bytea not null
);
