-- What came of each attempt to send a summary, by a number that counts within it. One text for
-- SQLite and PostgreSQL, as in V1.
create table summary_deliveries (
  call_sid text not null,
  fingerprint text not null,
  number integer not null,
  happened_at bigint not null,
  outcome text not null,
  -- The status of HTTP.
  code integer,
  detail text,
  primary key (call_sid, fingerprint, number)
);

-- A summary is given up so long after this, when somebody had it sent again; null for its creation.
alter table summaries add column retry_since bigint;
create index summaries_by_business on summaries (business_id, created_at);
