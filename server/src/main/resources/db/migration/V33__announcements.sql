-- Calls of a machine to one person: what it says, what it is about, what he answered, and whether a
-- machine answered. One text for SQLite and PostgreSQL, as in V1.

alter table call_orders add column message text;
alter table call_orders add column appointment_id bigint;
alter table call_orders add column answer text;
alter table call_orders add column machine boolean not null default false;
