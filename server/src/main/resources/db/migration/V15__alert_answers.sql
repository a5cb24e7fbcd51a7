-- What came of a delivery as a number, and from when an alert is tried. One text for SQLite and
-- PostgreSQL, as in V1.

-- The status of HTTP, the reply of SMTP, or Twilio's code.
alter table alert_deliveries add column code integer;

-- An alert is given up so long after this: the end of its quiet time, or when somebody had it sent
-- again; null for its creation.
alter table alerts add column retry_since bigint;

-- What a carrier told of a message before its identifier was stored, in its order.
create table alert_early_news (
  carrier_id text not null,
  number integer not null,
  status text not null,
  code integer,
  detail text,
  told_at bigint not null,
  primary key (carrier_id, number)
);
create index alert_early_news_by_time on alert_early_news (told_at);
