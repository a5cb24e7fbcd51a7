-- Calls with sound that nobody of the business has played. What came before this migration counts as
-- played: nobody wants an update to bring years of it to be heard. One text for SQLite and
-- PostgreSQL, as in V1.

alter table calls add column unplayed boolean not null default false;
create index calls_unplayed on calls (business_id, arrived_at) where unplayed;
