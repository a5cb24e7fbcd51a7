package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.store.PagePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which alerts of one business are asked for. What is null is no condition.
///
/// @param since made at this time or later
/// @param until and before this
/// @param after only alerts that come after this one in the list
public record AlertQuery(
    long business,
    @Nullable AlertState state,
    @Nullable AlertKind kind,
    @Nullable Channel channel,
    @Nullable String call,
    @Nullable Instant since,
    @Nullable Instant until,
    PagePosition after,
    int limit) {
  /// All alerts of a business, the newest first.
  public static AlertQuery all(long business, int limit) {
    return new AlertQuery(business, null, null, null, null, null, null, PagePosition.NEWEST, limit);
  }
}
