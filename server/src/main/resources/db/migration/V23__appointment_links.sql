-- How those for whom appointments are reach them without calling. One text for SQLite and
-- PostgreSQL, as in V1.

-- The part of its address that nobody can guess; null for one that was booked before there were any.
alter table appointments add column link text;
-- When the one for whom it is said that he comes.
alter table appointments add column confirmed_at bigint;
create unique index appointments_by_link on appointments (link) where link is not null;
create index appointments_by_change_time on appointments (changed_at);

-- Addresses at which calendars of others read appointments.
create table calendar_feeds (
  id bigint not null primary key,
  business_id bigint not null,
  -- A person or a room by the key of the settings; null for all.
  resource text,
  -- SHA-256 of the part of the address that is secret.
  secret_hash text not null,
  made_at bigint not null,
  made_by text not null
);
create unique index calendar_feeds_by_secret on calendar_feeds (secret_hash);
create index calendar_feeds_by_business on calendar_feeds (business_id);
insert into crm_counters (kind, last_id) values ('calendar_feed', 0);

-- Who wants an appointment when there was none, and is asked when a time falls free.
create table waiting_list (
  id bigint not null primary key,
  business_id bigint not null,
  -- By the key of the settings; what it was called then.
  service text not null,
  title text not null,
  person text,
  -- Days since 1970 and minutes of the day, on the clocks of the business.
  first_day bigint not null,
  last_day bigint not null,
  from_minute integer not null,
  until_minute integer not null,
  name text,
  number text not null,
  call_sid text,
  made_at bigint not null,
  made_by text not null,
  state text not null,
  -- Since when he is next: who did not answer goes to the end.
  queued_at bigint not null,
  -- How often he was asked.
  offers integer not null,
  -- The time that is held for him, or that he was asked for last.
  link text,
  offer_person text,
  offer_room text,
  offer_starts_at bigint,
  offer_ends_at bigint,
  offer_free_at bigint,
  offer_until bigint
);
create index waiting_list_by_turn on waiting_list (business_id, queued_at)
  where state in ('WAITING', 'OFFERED');
create unique index waiting_list_by_link on waiting_list (link) where link is not null;
create index waiting_list_by_number on waiting_list (business_id, number);
create index waiting_list_by_call on waiting_list (call_sid) where call_sid is not null;
insert into crm_counters (kind, last_id) values ('waiting', 0);
