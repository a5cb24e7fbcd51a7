-- What servers that share a database need to know of each other beside V27. One text for SQLite and
-- PostgreSQL, as in V1.

-- Host and port at which other nodes ask this one about its calls.
alter table nodes add column address text;

-- Of the times that a talk went on elsewhere, those because its node was stopped as planned.
alter table calls add column planned_resumes integer not null default 0;

-- The oldest version of these tables whose servers can go on with them: what came since has only
-- been added. A migration that takes something away sets it to its own version.
create table schema_compatibility (
  oldest integer not null
);
insert into schema_compatibility (oldest) values (39);
