-- What was said, in words: what a recogniser understood of a caller, and what a caller heard of us.
alter table turns add column words text;
