-- Web push: the key pair by which push services know this server, and the browsers that asked to be
-- told. One text for SQLite and PostgreSQL, as in V1.
create table push_keys (
  id integer not null primary key,
  -- Encrypted.
  key_pair text not null,
  created_at bigint not null
);

create table push_subscriptions (
  id text not null primary key,
  business_id bigint not null,
  user_id bigint not null,
  -- The SHA-256 of the address, which is a secret itself.
  endpoint_hash text not null,
  -- Address and keys, encrypted.
  endpoint text not null,
  device text not null,
  keeps_shabbat boolean not null,
  created_at bigint not null,
  unique (business_id, endpoint_hash)
);
create index push_subscriptions_by_user on push_subscriptions (user_id);
