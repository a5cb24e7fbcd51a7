-- The outbox of calls, and whom nobody calls. One text for SQLite and PostgreSQL, as in V1.

create table call_orders (
  id text not null primary key,
  business_id bigint not null,
  -- The same order twice has the same key.
  order_key text not null,
  purpose text not null,
  -- Who is called, who is rung before him, and the number that both see.
  number text not null,
  ring text,
  from_number text not null,
  -- What it is about: the call of a lead, a contact.
  lead_call text,
  contact_id bigint,
  reason text not null,
  name text,
  in_quiet boolean not null,
  records boolean not null,
  ordered_by text not null,
  state text not null,
  attempts integer not null,
  most_attempts integer not null,
  lookups integer not null,
  created_at bigint not null,
  due_at bigint not null,
  expires_at bigint not null,
  changed_at bigint not null,
  -- When the last attempt began, and Twilio's call of it; those of earlier attempts.
  placed_at bigint,
  call_sid text,
  earlier_calls text not null,
  -- What became of the call, and of the leg that it dialled.
  call_status text,
  seconds integer not null,
  accepted_at bigint,
  declined boolean not null,
  leg_sid text,
  leg_status text,
  leg_seconds integer not null,
  recording_sid text,
  result text,
  problem text
);
create unique index call_orders_by_key on call_orders (business_id, order_key);
create index call_orders_due on call_orders (due_at) where state <> 'OVER';
create index call_orders_by_business on call_orders (business_id, created_at);
create index call_orders_by_day on call_orders (business_id, placed_at);
create index call_orders_by_lead on call_orders (lead_call);
create index call_orders_by_number on call_orders (business_id, number);
create index call_orders_by_call on call_orders (call_sid);
create index call_orders_by_recording on call_orders (recording_sid) where recording_sid is not null;

-- One row for each business that calls: who claims an order waits for it.
create table call_pacing (
  business_id bigint not null primary key,
  placed_at bigint not null
);

-- Numbers that are not called, as hashes: a wish outlives the erasure of the person.
create table do_not_call (
  business_id bigint not null,
  number_hash text not null,
  source text not null,
  noted_at bigint not null,
  noted_by text not null,
  primary key (business_id, number_hash, source)
);

-- When a registry was last read in.
create table do_not_call_imports (
  business_id bigint not null primary key,
  imported_at bigint not null,
  numbers integer not null,
  imported_by text not null
);
