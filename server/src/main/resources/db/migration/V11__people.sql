-- Contacts, and what is done with leads. One text for SQLite and PostgreSQL, as in V1.

-- The last identifier that was given of each kind. None is given twice.
create table crm_counters (
  kind text not null primary key,
  last_id bigint not null
);
insert into crm_counters (kind, last_id) values ('contact', 0);

create table contacts (
  id bigint not null primary key,
  business_id bigint not null,
  email text,
  language text,
  do_not_call boolean not null,
  -- Who made it: a user or key, or `kolan` for a contact that comes of a call.
  made_by text not null,
  merged_into bigint,
  created_at bigint not null,
  changed_at bigint not null,
  revision bigint not null
);
create index contacts_by_business on contacts (business_id, id);

-- A number is one contact's.
create table contact_numbers (
  business_id bigint not null,
  number text not null,
  contact_id bigint not null references contacts (id),
  added_at bigint not null,
  primary key (business_id, number)
);
create index contact_numbers_by_contact on contact_numbers (contact_id, added_at);

create table contact_names (
  id bigint not null primary key,
  contact_id bigint not null references contacts (id),
  name text not null,
  call_sid text,
  turn integer,
  told_at bigint not null,
  told_by text not null
);
create index contact_names_by_contact on contact_names (contact_id, id);
create index contact_names_by_call on contact_names (call_sid);

create table contact_tags (
  contact_id bigint not null references contacts (id),
  tag text not null,
  primary key (contact_id, tag)
);
create index contact_tags_by_tag on contact_tags (tag, contact_id);

-- The newest of a purpose holds.
create table contact_consents (
  id bigint not null primary key,
  contact_id bigint not null references contacts (id),
  purpose text not null,
  granted boolean not null,
  call_sid text,
  at_ms bigint,
  noted_at bigint not null,
  noted_by text not null
);
create index contact_consents_by_contact on contact_consents (contact_id, id);

create table contact_merges (
  id bigint not null primary key,
  business_id bigint not null,
  kept bigint not null,
  merged bigint not null,
  -- What moved, as JSON, so that it can move back.
  moved text not null,
  merged_at bigint not null,
  merged_by text not null,
  undone_at bigint,
  undone_by text
);
create index contact_merges_by_merged on contact_merges (merged, id);

-- Numbers whose calls make no contact.
create table unwanted_numbers (
  business_id bigint not null,
  number text not null,
  noted_at bigint not null,
  noted_by text not null,
  primary key (business_id, number)
);

alter table leads add column contact_id bigint;
alter table leads add column work_state text not null default 'NEW';
alter table leads add column not_lead_reason text;
alter table leads add column assignee bigint;
alter table leads add column priority text not null default 'NORMAL';
alter table leads add column due_at bigint;
alter table leads add column fields text not null default '{}';
alter table leads add column work_revision bigint not null default 0;
alter table leads add column changed_at bigint;
create index leads_by_contact on leads (contact_id, created_at);
create index leads_by_work on leads (business_id, work_state, created_at);

-- What happened around a lead or a contact. What Kolan adds by itself has a `once`, so that it is
-- there once however often it is added.
create table timeline_entries (
  id bigint not null primary key,
  business_id bigint not null,
  call_sid text,
  contact_id bigint,
  kind text not null,
  happened_at bigint not null,
  actor text not null,
  once text,
  detail text not null
);
create unique index timeline_once on timeline_entries (business_id, once);
create index timeline_by_call on timeline_entries (call_sid, happened_at);
create index timeline_by_contact on timeline_entries (contact_id, happened_at);

-- Calls of which something was written that contacts and the search do not know yet. Written in the
-- transaction of that; deleted by the follow-up when the revision is still the same.
create table pending_calls (
  call_sid text not null primary key,
  revision bigint not null,
  ready boolean not null
);
create index pending_calls_ready on pending_calls (call_sid) where ready;
insert into pending_calls (call_sid, revision, ready) select sid, 1, true from calls;
