-- What a receptionist does besides talking.

-- What the caller told, in words. The columns of turns point at where it was said.
alter table leads add column subject text;
alter table leads add column name text;
create index leads_by_caller on leads (caller, created_at);
create index calls_by_caller on calls (caller, arrived_at);

-- No foreign key: a tool is never refused because its call is unknown. The fingerprint is that of
-- the use's identifier, tool and arguments: some models use an identifier twice in a call.
create table tool_uses (
  call_sid text not null,
  fingerprint text not null,
  use_id text not null,
  tool text not null,
  arguments text not null,
  outcome text not null,
  result text,
  instruction text,
  hand_over_to text,
  begun_at bigint not null,
  took_ms bigint,
  primary key (call_sid, fingerprint)
);
create index tool_uses_by_begin on tool_uses (begun_at);

-- Summaries on their way to the business.
create table summaries (
  call_sid text not null,
  fingerprint text not null,
  business_id bigint not null,
  body text not null,
  state text not null,
  attempts integer not null,
  problem text,
  created_at bigint not null,
  changed_at bigint not null,
  primary key (call_sid, fingerprint)
);
create index summaries_to_send on summaries (created_at) where state = 'WAITING';
