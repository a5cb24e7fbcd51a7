-- What the API needs. One text for SQLite and PostgreSQL, as in V1.

-- The answers to requests that may be repeated. An answer can hold a secret, so that it is kept
-- encrypted; one without an answer is under way.
create table idempotency_keys (
  actor text not null,
  key text not null,
  fingerprint text not null,
  answer text,
  created_at bigint not null,
  primary key (actor, key)
);
create index idempotency_keys_by_creation on idempotency_keys (created_at);

create index calls_by_business on calls (business_id, arrived_at);
create index leads_by_business on leads (business_id, created_at);
