package app.kolan.server.store;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which calls of one business are asked for. What is null is no condition.
///
/// @param since not before this
/// @param until before this
/// @param unplayed only calls with sound that nobody of the business has played
/// @param after only calls that come after this one in the list
public record CallQuery(
    long business,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable CallOutcome outcome,
    @Nullable PhoneNumber caller,
    boolean unplayed,
    PagePosition after,
    int limit) {

  /// Calls, played or not.
  public CallQuery(
      long business,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable CallOutcome outcome,
      @Nullable PhoneNumber caller,
      PagePosition after,
      int limit) {
    this(business, since, until, outcome, caller, false, after, limit);
  }
}
