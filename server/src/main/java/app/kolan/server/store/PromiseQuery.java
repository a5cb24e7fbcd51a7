package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which promises of a business are asked for, those that are due first first. What is null is no
/// condition.
///
/// @param dueBefore only those that are due before this
/// @param afterDue only those that come after this place in the list
/// @param afterId the identifier at that place
public record PromiseQuery(
    long business,
    Promise.@Nullable State state,
    @Nullable Long contact,
    @Nullable CallSid call,
    @Nullable Instant dueBefore,
    Instant afterDue,
    long afterId,
    int limit) {
  /// The first ones.
  public static PromiseQuery first(long business, int limit) {
    return new PromiseQuery(business, null, null, null, null, Instant.EPOCH, 0, limit);
  }
}
