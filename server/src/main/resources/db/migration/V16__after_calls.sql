-- What is done after a call: sounds become words, and the call a summary. One text for SQLite and
-- PostgreSQL, as in V1.

-- Calls that were over and what is left to do of them. A row is made when a call is followed up.
create table after_calls (
  call_sid text not null primary key,
  business_id bigint not null,
  state text not null,
  -- How many turns and fetched recordings the call had when it was last looked at: more of either
  -- makes it due again.
  turns integer not null,
  recordings integer not null,
  -- Counts how often it was made due: one that was meanwhile is not done.
  revision bigint not null,
  -- Counts how often somebody took it since it was made due.
  attempts integer not null,
  -- While it is worked on: when another server may take it over.
  due_at bigint not null,
  changed_at bigint not null
);
create index after_calls_due on after_calls (due_at) where state <> 'DONE';

-- What became of the sound of a turn (`turn:3`) or of a recording (`recording:RE…`). The words
-- stand with the turn and the recording.
create table transcriptions (
  call_sid text not null,
  sound text not null,
  state text not null,
  -- Counted before each, so that a sound that brings the server down is given up, too.
  attempts integer not null,
  problem text,
  provider text,
  changed_at bigint not null,
  primary key (call_sid, sound)
);

alter table recordings add column words text;

create table call_summaries (
  call_sid text not null primary key,
  business_id bigint not null,
  summary text not null,
  subject text,
  -- Values for the business's own fields, a JSON object.
  fields text not null,
  -- `facts`, or a language model as `provider/model`.
  made_by text not null,
  -- The hash of what it was made of.
  source text not null,
  made_at bigint not null
);

-- The job that looked for summaries every two seconds; each has a job of its own now.
delete from scheduled_tasks where task_name = 'send-summaries';
