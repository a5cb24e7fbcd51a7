-- When the one who is called back was told that he is recorded: without it, no recording is kept.
-- One text for SQLite and PostgreSQL, as in V1.

alter table call_orders add column noticed_at bigint;

create index call_orders_by_contact on call_orders (contact_id) where contact_id is not null;
