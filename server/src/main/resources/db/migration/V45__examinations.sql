-- The latest examination of each business by the doctor, of its numbers alone or of everything, and
-- the last change that was made at Twilio for it: known to all servers of a database, and after a
-- start anew. The body is encrypted, since URLs of numbers may hold passwords.

create table examinations (
  business_id bigint not null,
  kind text not null,
  run bigint not null,
  body text not null,
  primary key (business_id, kind)
);
