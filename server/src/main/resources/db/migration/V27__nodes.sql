-- The servers that share a database, and what each needs to know of the calls of the others. One
-- text for SQLite and PostgreSQL, as in V1; SQLite has one server, and no row in the first table.

create table nodes (
  -- The name, and what tells this run of it from the one before.
  id text not null primary key,
  name text not null,
  -- The data folder, which one server at a time has.
  home text not null,
  -- UP, DRAINING or GONE.
  state text not null,
  version text not null,
  settings_hash text not null,
  started_at bigint not null,
  -- By the database's clock.
  beat_at bigint not null,
  -- The node's clock less the database's.
  skew_ms bigint not null,
  calls integer not null
);
create index nodes_by_name on nodes (name);

-- The node that spent the ticket.
alter table calls add column node text;
-- How often the talk went on at another node.
alter table calls add column resumes integer not null default 0;
-- When the ticket was made, where that was later than the call's arrival.
alter table calls add column ticket_at bigint;
-- When the call took one of its business's places, where those are counted for all nodes.
alter table calls add column placed_at bigint;
-- When Twilio last asked another node than its own about it.
alter table calls add column asked_at bigint;
-- When Twilio was last asked about it.
alter table calls add column checked_at bigint;
create index calls_with_place on calls (business_id) where outcome = 'OPEN' and placed_at is not null;
