-- Host and port at which other nodes ask this one about its calls. One text for SQLite and
-- PostgreSQL, as in V1.
alter table nodes add column address text;
