package app.kolan.server.session;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// What the agent has said in a turn, once it was heard or cut off. It prints without its words.
///
/// @param about the sentences that were played, or `answer`
/// @param at when it ended, from the start of the stream
/// @param heard how much of it the caller heard
/// @param words what the caller heard of it
/// @param unheard what was made and the caller did not hear; empty for nothing
/// @param sound all that was made of it
record AgentTurn(
    String about,
    Duration at,
    Duration heard,
    boolean cutOff,
    String words,
    String unheard,
    Mulaw sound) {
  /// When it began; the start of the stream at the earliest.
  Duration from() {
    Duration begin = at.minus(heard);
    return begin.isNegative() ? Duration.ZERO : begin;
  }

  @Override
  public String toString() {
    return "AgentTurn[about=%s, at=%s, heard=%s, cutOff=%s]".formatted(about, at, heard, cutOff);
  }
}
