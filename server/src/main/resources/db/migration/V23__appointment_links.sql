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
