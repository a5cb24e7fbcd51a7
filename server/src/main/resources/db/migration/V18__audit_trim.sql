-- Where the audit log begins: the last entry that was removed because of its age, by its hash. The
-- entries after it are chained to that.
create table audit_anchor (
  one integer not null primary key,
  sequence bigint not null,
  hash text not null,
  trimmed_at bigint not null
);

-- Who looked at whose data is asked for by what was looked at.
create index audit_entries_by_subject on audit_entries (subject, sequence);
