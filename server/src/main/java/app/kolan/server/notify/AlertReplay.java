package app.kolan.server.notify;

import app.kolan.server.business.AlertRule.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which alerts of one business are sent again together. What is null is no condition. It prints
/// without the address.
///
/// @param call those of this call
/// @param since those that were made at this time or later
/// @param until and before this
/// @param address those to this address alone
public record AlertReplay(
    long business,
    Channel channel,
    @Nullable String call,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String address) {
  @Override
  public String toString() {
    return "AlertReplay[business=%d, channel=%s, since=%s, until=%s]"
        .formatted(business, channel, since, until);
  }
}
