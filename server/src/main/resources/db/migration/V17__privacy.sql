-- What goes away, and what must not. One text for SQLite and PostgreSQL, as in V1.

insert into crm_counters (kind, last_id) values ('erasure', 0), ('hold', 0);

-- What is counted of calls whose own rows are gone: no number, no SID, the time to a quarter of an
-- hour and the length to a minute. provider_usage refers to the identifier in place of the SID.
create table anonymous_calls (
  id text not null primary key,
  business_id bigint not null,
  arrived_at bigint not null,
  length_ms bigint not null,
  outcome text not null,
  had_lead boolean not null
);
create index anonymous_calls_by_business on anonymous_calls (business_id, arrived_at);

-- Erasures that were asked for. Number and SID are emptied once the rows are gone.
create table erasures (
  id bigint not null primary key,
  business_id bigint not null,
  contact_id bigint,
  number text,
  call_sid text,
  kind text not null,
  state text not null,
  calls_found integer not null,
  calls_erased integer not null,
  -- How many rows of each kind went, as JSON.
  counts text not null,
  files integer not null,
  bytes bigint not null,
  problem text,
  requested_at bigint not null,
  requested_by text not null,
  changed_at bigint not null,
  finished_at bigint
);
create index erasures_by_business on erasures (business_id, id);
create index erasures_to_do on erasures (id) where finished_at is null;

-- What neither retention nor an erasure may touch: a contact with all that is his, or a call.
create table legal_holds (
  id bigint not null primary key,
  business_id bigint not null,
  contact_id bigint,
  call_sid text,
  reason text not null,
  placed_at bigint not null,
  placed_by text not null,
  lifted_at bigint,
  lifted_by text
);
create index legal_holds_by_business on legal_holds (business_id, id);

-- What retention did, a row for each business and day. Whoever writes the row carries it out.
create table retention_runs (
  id bigint not null primary key,
  business_id bigint not null,
  once text not null,
  state text not null,
  -- The days by which it went, and how many went by kind, as JSON.
  days text not null,
  counts text not null,
  held integer not null,
  problem text,
  started_at bigint not null,
  changed_at bigint not null,
  finished_at bigint
);
create unique index retention_runs_once on retention_runs (business_id, once);
create index retention_runs_by_business on retention_runs (business_id, id);
