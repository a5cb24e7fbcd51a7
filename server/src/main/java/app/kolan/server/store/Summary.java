package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A summary of a call on its way to the business. It prints without what it says.
///
/// @param fingerprint with the call's name, what makes it unique
/// @param body what is sent
/// @param attempts since it was made, or since somebody had it sent again
/// @param problem why the last attempt failed
/// @param changedAt when it was last attempted
/// @param retrySince when somebody had it sent again; null when nobody did
public record Summary(
    CallSid call,
    String fingerprint,
    long businessId,
    String body,
    SummaryState state,
    int attempts,
    @Nullable String problem,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant retrySince) {

  /// An attempt to send it, for the log.
  ///
  /// @param outcome `sent` or `failed`
  /// @param code the status of HTTP; null when there was no answer
  /// @param problem why it failed
  public record Delivery(
      Instant at, String outcome, @Nullable Integer code, @Nullable String problem) {
    public static Delivery sent(Instant at, @Nullable Integer code) {
      return new Delivery(at, "sent", code, null);
    }

    public static Delivery failed(Instant at, @Nullable Integer code, String problem) {
      return new Delivery(at, "failed", code, problem);
    }
  }

  /// Which summaries of one business are sent again together. What is null is no condition.
  ///
  /// @param since those that were made at this time or later
  /// @param until and before this
  public record Replay(
      long business, @Nullable CallSid call, @Nullable Instant since, @Nullable Instant until) {}

  /// From when on it is tried.
  public Instant triedSince() {
    return retrySince == null ? createdAt : retrySince;
  }

  @Override
  public String toString() {
    return "Summary[call=%s, state=%s, attempts=%d, problem=%s, createdAt=%s]"
        .formatted(call, state, attempts, problem, createdAt);
  }
}
