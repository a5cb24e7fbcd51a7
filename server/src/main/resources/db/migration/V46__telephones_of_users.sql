-- The telephone to which somebody has a call put through that he takes over.

alter table users add column telephone text;
