-- What a call has used of its providers: a row for each job, provider and model. One text for
-- SQLite and PostgreSQL, as in V1.

-- No foreign key: usage is never refused because its call is unknown. Input tokens are those that
-- did not come from the provider's cache; estimated is 1 when a part of a row was not measured.
create table provider_usage (
  call_sid text not null,
  job text not null,
  provider text not null,
  model text not null,
  audio_ms bigint not null,
  characters bigint not null,
  text_in bigint not null,
  text_cached bigint not null,
  text_out bigint not null,
  audio_in bigint not null,
  audio_cached bigint not null,
  audio_out bigint not null,
  requests bigint not null,
  estimated integer not null,
  written_at bigint not null,
  primary key (call_sid, job, provider, model)
);
create index provider_usage_by_writing on provider_usage (written_at);
