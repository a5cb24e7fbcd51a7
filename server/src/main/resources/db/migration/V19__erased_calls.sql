-- Which calls were erased, by a hash of the SID, which leads nobody back to it: what Twilio still
-- has of them is not taken for a message that was missed.
create table erased_calls (
  call_hash text not null primary key
);
