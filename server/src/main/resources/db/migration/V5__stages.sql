-- How long a caller waited: milliseconds from the moment in which the caller's turn was taken to be
-- over until each stage of the answer. A stage that was not reached is null.

create table turn_stages (
  call_sid text not null references calls (sid),
  position integer not null,
  words_known_ms bigint,
  mind_asked_ms bigint,
  first_token_ms bigint,
  voice_asked_ms bigint,
  first_sound_ms bigint,
  first_sent_ms bigint,
  first_heard_ms bigint,
  primary key (call_sid, position)
);
