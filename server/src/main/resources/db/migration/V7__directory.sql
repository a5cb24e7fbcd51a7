-- The businesses of a server, their numbers and Twilio accounts, and the versions of their settings.
-- The business that the server's own settings describe has the identifier 1 and no row.

-- One row. Every change of the directory changes it first, so that changes follow one another, and
-- so that a server sees whether what it remembers is still so.
create table directory_revision (
  one integer not null primary key,
  revision bigint not null
);
insert into directory_revision (one, revision) values (1, 1);

create table twilio_accounts (
  sid text not null primary key,
  name text not null,
  tokens text not null,
  created_at bigint not null,
  revision bigint not null
);

create table businesses (
  id bigint not null primary key,
  slug text not null unique,
  name text not null,
  state text not null,
  managed_by text not null,
  account_sid text,
  published_version bigint,
  created_at bigint not null,
  revision bigint not null
);

create table business_numbers (
  number text not null primary key,
  business_id bigint not null references businesses (id)
);
create index business_numbers_by_business on business_numbers (business_id);

create table settings_versions (
  business_id bigint not null references businesses (id),
  version bigint not null,
  state text not null,
  document text not null,
  author text not null,
  note text not null,
  created_at bigint not null,
  published_at bigint,
  primary key (business_id, version)
);
