package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A summary of a call on its way to the business. It prints without what it says.
///
/// @param fingerprint with the call's name, what makes it unique
/// @param body what is sent
/// @param problem why the last attempt failed
/// @param changedAt when it was last attempted
public record Summary(
    CallSid call,
    String fingerprint,
    long businessId,
    String body,
    SummaryState state,
    int attempts,
    @Nullable String problem,
    Instant createdAt,
    Instant changedAt) {

  @Override
  public String toString() {
    return "Summary[call=%s, state=%s, attempts=%d, problem=%s, createdAt=%s]"
        .formatted(call, state, attempts, problem, createdAt);
  }
}
