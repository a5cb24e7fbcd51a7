-- Calendars elsewhere that people and rooms are bound to. One text for SQLite and PostgreSQL.

insert into crm_counters (kind, last_id) values ('calendar_link', 0);

create table calendar_links (
  id bigint not null primary key,
  business_id bigint not null,
  -- The person or the room, by the key of the settings.
  resource text not null,
  kind text not null,
  -- The address of a collection, or the identifier of a calendar at Google.
  address text not null,
  username text not null,
  -- Encrypted.
  secret text not null,
  made_at bigint not null,
  made_by text not null,
  -- From where changes are asked for; null for all.
  sync_token text,
  -- When all was read last.
  full_at bigint,
  -- When it is to be read next.
  next_at bigint not null,
  synced_at bigint,
  -- What is wrong, in a word; null for nothing; and since when.
  problem text,
  problem_at bigint
);
create unique index calendar_links_by_resource on calendar_links (business_id, resource);
create index calendar_links_by_next on calendar_links (next_at);

-- Events there that are appointments here, as they were seen or written last.
create table calendar_entries (
  link_id bigint not null references calendar_links (id),
  appointment_id bigint not null,
  href text not null,
  etag text not null,
  -- The revision of the appointment that is written there; -1 for none.
  revision bigint not null,
  starts_at bigint not null,
  ends_at bigint not null,
  primary key (link_id, appointment_id)
);

-- When a person or a room has something else in that calendar. What it is, is not kept.
create table calendar_busy (
  link_id bigint not null references calendar_links (id),
  business_id bigint not null,
  resource text not null,
  href text not null,
  starts_at bigint not null,
  ends_at bigint not null
);
create index calendar_busy_by_href on calendar_busy (link_id, href);
create index calendar_busy_by_time on calendar_busy (business_id, resource, ends_at);

