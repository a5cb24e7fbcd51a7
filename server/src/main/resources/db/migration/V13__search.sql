-- What can be found by words: a row for each call and contact, and an index of its trigrams, which
-- each database does its own way. Nothing of the words themselves is kept here. Schema has the
-- statements in place of the placeholder.

insert into crm_counters (kind, last_id) values ('document', 0);

create table search_documents (
  id bigint not null primary key,
  business_id bigint not null,
  kind text not null,
  subject text not null
);
create unique index search_documents_by_subject on search_documents (business_id, kind, subject);

${gram_index}
