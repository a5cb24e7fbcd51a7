-- What is shown of calls and leads: what of an answer was not heard, and the filters that people
-- keep. One text for SQLite and PostgreSQL, as in V1.

-- What the agent would have said after what was heard of it; null for nothing.
alter table turns add column unheard text;

insert into crm_counters (kind, last_id) values ('saved_view', 0);

create table saved_views (
  id bigint not null primary key,
  business_id bigint not null,
  user_id bigint not null,
  -- CALLS or LEADS.
  page text not null,
  title text not null,
  -- The filters, as the query of an address; never words that somebody searched for.
  filters text not null,
  created_at bigint not null
);
create index saved_views_by_user on saved_views (business_id, user_id, page, id);

-- What figures are counted from, so that a page of a business with 100,000 calls reads one index:
-- 0 for a call that left no lead, 1 for one that did, 2 for one whose lead people found to be none.
alter table calls add column lead_kind integer not null default 0;
update calls set lead_kind = (
  select case when leads.work_state = 'NOT_A_LEAD' then 2 else 1 end
  from leads where leads.call_sid = calls.sid)
where exists (select 1 from leads where leads.call_sid = calls.sid);
drop index calls_by_business;
create index calls_by_business
  on calls (business_id, arrived_at, outcome, lead_kind, length_ms, ended_at);

-- False for the few leads of calls that never arrived.
alter table leads add column call_known boolean not null default true;
update leads set call_known = false
where not exists (select 1 from calls where calls.sid = leads.call_sid);
create index leads_of_unknown_calls on leads (business_id, created_at) where not call_known;

-- The sums of provider_usage over the calls that arrived within an hour of a business, counted in
-- hours since 1970; estimated is how many of the rows are.
create table usage_hours (
  business_id bigint not null,
  hour bigint not null,
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
  estimated bigint not null,
  primary key (business_id, hour, job, provider, model)
);
insert into usage_hours (business_id, hour, job, provider, model, audio_ms, characters, text_in,
  text_cached, text_out, audio_in, audio_cached, audio_out, requests, estimated)
select counted.business_id, counted.arrived_at / 3600000, job, provider, model, sum(audio_ms),
  sum(characters), sum(text_in), sum(text_cached), sum(text_out), sum(audio_in), sum(audio_cached),
  sum(audio_out), sum(requests), sum(case when estimated <> 0 then 1 else 0 end)
from provider_usage join (
  select sid, business_id, arrived_at from calls
  union all
  select id, business_id, arrived_at from anonymous_calls) counted
  on counted.sid = provider_usage.call_sid
group by counted.business_id, counted.arrived_at / 3600000, job, provider, model;
