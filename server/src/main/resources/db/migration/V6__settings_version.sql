-- The version of its business's settings by which a call is answered. Calls from before there were
-- versions have 0.
alter table calls add column settings_version bigint not null default 0;
