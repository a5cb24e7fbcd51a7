-- Calls that the server places and in which the agent talks: what he is to reach, what they are
-- about, and whether a human is known to have answered. One text for SQLite and PostgreSQL, as in
-- V1.

alter table call_orders add column task text;
alter table call_orders add column promise_id bigint;
alter table call_orders add column campaign_id bigint;
alter table call_orders add column human boolean not null default false;
create index call_orders_by_campaign on call_orders (campaign_id) where campaign_id is not null;
