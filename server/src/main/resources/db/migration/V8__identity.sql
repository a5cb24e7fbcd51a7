-- Who may do what, and what was done. One text for SQLite and PostgreSQL, as in V1. No foreign key
-- leads to a business: what was done for one stays known after it is gone.

-- The last identifier that was given of each kind. None is given twice, so that the audit log names
-- one user or key for ever.
create table identity_counters (
  kind text not null primary key,
  last_id bigint not null
);
insert into identity_counters (kind, last_id) values ('user', 0), ('key', 0), ('session', 0);

create table users (
  id bigint not null primary key,
  email text not null unique,
  name text not null,
  state text not null,
  operator boolean not null,
  -- Argon2id, in the PHC string format.
  password text,
  -- Encrypted; the step is the last one of which a code was accepted.
  totp_secret text,
  totp_confirmed boolean not null,
  totp_step bigint not null,
  created_at bigint not null,
  signed_in_at bigint,
  revision bigint not null
);

create table memberships (
  user_id bigint not null references users (id),
  business_id bigint not null,
  role text not null,
  primary key (user_id, business_id)
);
create index memberships_by_business on memberships (business_id);

-- Hashes are SHA-256 in hexadecimal digits, of random texts of at least 128 bits.
create table recovery_codes (
  user_id bigint not null references users (id),
  hash text not null,
  primary key (user_id, hash)
);

-- What is shown once and soon: invitations, resets, second steps and challenges.
create table one_time_tokens (
  hash text not null primary key,
  purpose text not null,
  user_id bigint references users (id),
  created_at bigint not null,
  expires_at bigint not null
);
create index one_time_tokens_by_user on one_time_tokens (user_id);
create index one_time_tokens_by_expiry on one_time_tokens (expires_at);

create table sessions (
  id bigint not null primary key,
  hash text not null unique,
  user_id bigint not null references users (id),
  created_at bigint not null,
  expires_at bigint not null,
  seen_at bigint not null,
  address text,
  user_agent text
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_at);

create table passkeys (
  credential_id text not null primary key,
  user_id bigint not null references users (id),
  name text not null,
  credential text not null,
  sign_count bigint not null,
  backup_eligible boolean not null,
  created_at bigint not null,
  used_at bigint
);
create index passkeys_by_user on passkeys (user_id);

create table api_keys (
  id bigint not null primary key,
  prefix text not null unique,
  hash text not null,
  name text not null,
  business_id bigint,
  scopes text not null,
  created_at bigint not null,
  created_by text not null,
  expires_at bigint,
  revoked_at bigint,
  used_at bigint
);
create index api_keys_by_business on api_keys (business_id, id);

-- The audit log. Nothing changes or deletes an entry. docs/users.md says what a hash is made of.
create table audit_entries (
  sequence bigint not null primary key,
  happened_at bigint not null,
  actor text not null,
  action text not null,
  business_id bigint,
  subject text not null,
  detail text,
  address text,
  previous_hash text not null,
  hash text not null
);
create index audit_entries_by_business on audit_entries (business_id, sequence);
create index audit_entries_by_actor on audit_entries (actor, sequence);

-- The newest entry, in one row; who appends locks it.
create table audit_head (
  one integer not null primary key,
  sequence bigint not null,
  hash text not null
);
insert into audit_head (one, sequence, hash)
  values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
