-- Callers whom people were asked to take. One text for SQLite and PostgreSQL, as in V1.

-- When a call was last given back to its agent; null for never.
alter table calls add column reopened_at bigint;

create table hand_overs (
  id text not null primary key,
  call_sid text not null,
  business_id bigint not null,
  -- Who is rung, one after the other: their labels, separated by spaces.
  people text not null,
  -- What the call is about, in words for whoever is rung; may be empty.
  reason text not null,
  -- The one who is rung, or was last, from 0.
  position integer not null,
  -- RINGING, TAKEN, RETURNED or LEFT.
  state text not null,
  -- What became of each who was rung, separated by spaces.
  outcomes text not null,
  -- What opens the stream on which the agent goes on; null before that.
  ticket text,
  created_at bigint not null,
  changed_at bigint not null
);
create index hand_overs_by_call on hand_overs (call_sid, created_at);
