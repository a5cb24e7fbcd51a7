package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;

/// What callers asked and the agent did not know. It prints without its words.
///
/// @param question as it was last asked
/// @param calls in how many calls it was
/// @param call the last of them
public record UnansweredQuestion(
    long id, String question, int calls, CallSid call, Instant askedAt) {
  @Override
  public String toString() {
    return "UnansweredQuestion[id=%d, calls=%d]".formatted(id, calls);
  }
}
