-- Whether somebody else than the operator wrote a version, and left what only the operator writes
-- as it was.

alter table settings_versions add column keeps_operator_entries boolean not null default false;
