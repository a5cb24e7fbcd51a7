-- What callers were promised. One text for SQLite and PostgreSQL, as in V1.

insert into crm_counters (kind, last_id) values ('promise', 0);

create table promises (
  id bigint not null primary key,
  business_id bigint not null,
  call_sid text,
  contact_id bigint,
  number text,
  promise text not null,
  due_at bigint not null,
  remind_at bigint,
  state text not null,
  made_at bigint not null,
  made_by text not null,
  settled_at bigint,
  settled_by text,
  -- Whether people were told that it is due, and that it is broken.
  reminded boolean not null,
  break_told boolean not null,
  once text,
  revision bigint not null
);
create unique index promises_once on promises (business_id, once);
create index promises_by_business on promises (business_id, due_at, id);
create index promises_by_contact on promises (contact_id);
create index promises_by_call on promises (call_sid);
create index promises_open on promises (due_at) where state = 'OPEN';
create index promises_by_number on promises (business_id, number) where state = 'OPEN';
create index promises_untold on promises (id) where state = 'BROKEN' and not break_told;
