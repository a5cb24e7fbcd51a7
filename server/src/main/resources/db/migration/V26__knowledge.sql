-- What a business has its agent know, and what callers asked that it did not. One text for SQLite
-- and PostgreSQL, as in V1.

insert into crm_counters (kind, last_id) values ('knowledge', 0);

create table knowledge_sources (
  id bigint not null primary key,
  business_id bigint not null,
  -- ANSWER, PAGE or FILE.
  kind text not null,
  -- The question of an answer, the name of a file.
  title text not null,
  characters bigint not null,
  passages bigint not null,
  changed_at bigint not null,
  changed_by text not null,
  revision bigint not null
);
create index knowledge_sources_by_business on knowledge_sources (business_id, id);

create table knowledge_passages (
  source_id bigint not null references knowledge_sources (id),
  position bigint not null,
  business_id bigint not null,
  -- The headings that it stands below; empty for none.
  heading text not null,
  passage text not null,
  primary key (source_id, position)
);
create index knowledge_passages_by_business on knowledge_passages (business_id, source_id, position);

-- Counts the changes, so that every server sees when what it has in memory is old.
create table knowledge_versions (
  business_id bigint not null primary key,
  version bigint not null
);

-- What callers asked and nobody has answered yet; a row goes when it is answered.
create table knowledge_questions (
  id bigint not null primary key,
  business_id bigint not null,
  call_sid text not null,
  question text not null,
  -- The words without their forms: those that have the same are one question.
  question_key text not null,
  asked_at bigint not null
);
create unique index knowledge_questions_once
  on knowledge_questions (business_id, question_key, call_sid);
create index knowledge_questions_by_call on knowledge_questions (call_sid);
