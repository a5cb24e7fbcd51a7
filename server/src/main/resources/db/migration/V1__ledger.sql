-- What happened on the line. One text for SQLite and PostgreSQL: instants are milliseconds since
-- 1970 in UTC, durations are milliseconds, identifiers are Twilio's own.

create table calls (
  sid text not null primary key,
  account_sid text not null,
  business_id bigint not null,
  caller text not null,
  called text not null,
  status text not null,
  stage integer not null,
  outcome text not null,
  ticket text not null,
  ticket_spent boolean not null,
  stream_sid text,
  hand_over_to text,
  arrived_at bigint not null,
  stream_at bigint,
  settled_at bigint,
  ended_at bigint,
  length_ms bigint,
  error_code integer,
  turns integer not null
);
create index calls_by_arrival on calls (arrived_at);
create index calls_open on calls (arrived_at) where outcome = 'OPEN';

-- No foreign key: Twilio may tell about a call before the call itself is known.
create table call_events (
  call_sid text not null,
  source text not null,
  fingerprint text not null,
  word text not null,
  sequence integer,
  length_ms bigint,
  error_code integer,
  stream_sid text,
  explanation text,
  arrived_at bigint not null,
  primary key (call_sid, source, fingerprint)
);

create table turns (
  call_sid text not null references calls (sid),
  position integer not null,
  speaker text not null,
  about text not null,
  from_ms bigint not null,
  to_ms bigint not null,
  heard_ms bigint not null,
  cut_off boolean not null,
  keys text,
  audio_file text,
  primary key (call_sid, position)
);

-- No foreign key: a message is never refused because its call is unknown.
create table recordings (
  sid text not null primary key,
  call_sid text not null,
  state text not null,
  length_ms bigint,
  audio_file text,
  bytes bigint not null,
  attempts integer not null,
  problem text,
  announced_at bigint not null,
  changed_at bigint not null
);
create index recordings_by_call on recordings (call_sid, announced_at);
create index recordings_to_fetch on recordings (announced_at) where state in ('ANNOUNCED', 'FAILED');

create table leads (
  call_sid text not null primary key,
  business_id bigint not null,
  caller text not null,
  callback text,
  reason_turn integer,
  name_turn integer,
  recording_sid text,
  state text not null,
  created_at bigint not null
);
create index leads_by_creation on leads (created_at);
