-- Campaigns: many people whom a business has called. One text for SQLite and PostgreSQL, as in V1.

insert into crm_counters (kind, last_id) values ('campaign', 0);

create table campaigns (
  id bigint not null primary key,
  business_id bigint not null,
  -- What is said, how fast, how often, within which bounds: JSON.
  plan text not null,
  state text not null,
  paused_for text,
  -- The file that it was made of, and what keeps it from being made twice.
  file_hash text not null,
  upload_key text not null,
  made_at bigint not null,
  made_by text not null,
  started_at bigint,
  started_by text,
  over_at bigint,
  changed_at bigint not null
);
create unique index campaigns_once on campaigns (business_id, upload_key);
create index campaigns_by_business on campaigns (business_id, id);
create index campaigns_by_file on campaigns (business_id, file_hash);
create index campaigns_running on campaigns (id) where state = 'RUNNING';

create table campaign_rows (
  campaign_id bigint not null,
  -- The line of the file.
  place integer not null,
  business_id bigint not null,
  -- The number as it was given, and in E.164.
  given text not null,
  number text,
  -- The other columns: JSON.
  fields text not null,
  state text not null,
  -- How often a call was ordered, and how often one was placed.
  tries integer not null,
  attempts integer not null,
  due_at bigint not null,
  ordered_at bigint,
  order_id text,
  result text,
  reason text,
  seconds integer not null,
  cost text not null,
  primary key (campaign_id, place)
);
create index campaign_rows_due on campaign_rows (campaign_id, state, due_at, place);
create index campaign_rows_by_number on campaign_rows (business_id, number);
create unique index campaign_rows_once on campaign_rows (campaign_id, number) where state <> 'REFUSED';
create index campaign_rows_ordered on campaign_rows (campaign_id) where state = 'ORDERED';
create index campaign_rows_by_time on campaign_rows (campaign_id, ordered_at) where ordered_at is not null;
