-- What people are told of calls. One text for SQLite and PostgreSQL, as in V1.

-- What was looked at. Alerts of a call or a recording are added in the transaction that marks it.
create table alert_marks (
  mark text not null primary key,
  marked_at bigint not null
);
-- Nobody is told of what was over before there were alerts.
insert into alert_marks (mark, marked_at)
  select 'call:' || sid, arrived_at from calls where ended_at is not null or settled_at is not null;
insert into alert_marks (mark, marked_at) select 'recording:' || sid, announced_at from recordings;

create index calls_by_end on calls (ended_at) where ended_at is not null;
create index calls_by_settlement on calls (settled_at) where ended_at is null;
create index recordings_by_announcement on recordings (announced_at);

-- The outbox. No foreign key leads to a call: an alert may be about none.
create table alerts (
  id text not null primary key,
  business_id bigint not null,
  kind text not null,
  cause text not null,
  call_sid text,
  channel text not null,
  address text not null,
  facts text not null,
  state text not null,
  attempts integer not null,
  -- counts the times that somebody took it
  claims integer not null,
  problem text,
  carrier_id text,
  carrier_status text,
  created_at bigint not null,
  due_at bigint not null,
  changed_at bigint not null
);
create index alerts_due on alerts (due_at) where state in ('HELD', 'WAITING', 'SENDING');
create index alerts_by_business on alerts (business_id, created_at);
create index alerts_by_call on alerts (call_sid);
create index alerts_by_carrier on alerts (carrier_id) where carrier_id is not null;

-- The log of deliveries, by a number that counts within the alert.
create table alert_deliveries (
  alert_id text not null references alerts (id),
  number integer not null,
  happened_at bigint not null,
  outcome text not null,
  detail text,
  primary key (alert_id, number)
);
