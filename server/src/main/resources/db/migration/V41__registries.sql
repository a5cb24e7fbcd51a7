-- Registries of those who want no advertising, each as it was read in: the one that counts, and the
-- one before it, so that an import can be taken back. Servers of the version before go on with what
-- was in do_not_call and do_not_call_imports. And talks that an agent could not begin. One text for
-- SQLite and PostgreSQL, as in V1.

alter table call_orders add column turned_away boolean not null default false;

create table registries (
  id bigint not null primary key,
  business_id bigint not null,
  state text not null,
  file text,
  expected integer not null,
  numbers integer not null,
  read_at bigint not null,
  read_by text not null
);
create unique index registries_current on registries (business_id) where state = 'CURRENT';
create index registries_by_business on registries (business_id, state);

create table registry_numbers (
  registry_id bigint not null,
  number_hash text not null,
  primary key (registry_id, number_hash)
);

insert into registries (id, business_id, state, expected, numbers, read_at, read_by)
  select business_id, business_id, 'CURRENT', numbers, numbers, imported_at, imported_by
  from do_not_call_imports;
insert into registry_numbers (registry_id, number_hash)
  select business_id, number_hash from do_not_call where source = 'REGISTRY';
insert into crm_counters (kind, last_id)
  select 'registry', coalesce(max(id), 0) from registries;
