package app.kolan.server.telephony;

import app.kolan.server.telemetry.LimitReached;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log, once a minute at most, how many callers were led to voicemail because a limit was
/// reached. Safe to share.
final class RejectedCallLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectedCallLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Map<LimitReached, Integer> untold = new EnumMap<>(LimitReached.class);
  private boolean hasTold;
  private long toldAt;

  synchronized void add(LimitReached limit) {
    untold.merge(limit, 1, Integer::sum);
  }

  /// Says what was not said yet, unless something was said within the last minute.
  void tell(long now) {
    due(now)
        .forEach(
            (limit, callers) ->
                LOG.atWarn()
                    .addKeyValue("callers", callers)
                    .addKeyValue("raise", settingOf(limit))
                    .log("all lines are busy: callers leave messages instead of talking"));
  }

  private synchronized Map<LimitReached, Integer> due(long now) {
    if (untold.isEmpty() || hasTold && now - toldAt < PAUSE) {
      return Map.of();
    }
    var due = new EnumMap<LimitReached, Integer>(untold);
    untold.clear();
    hasTold = true;
    toldAt = now;
    return due;
  }

  private static String settingOf(LimitReached limit) {
    return switch (limit) {
      case CALLS -> CallLimitsReader.MOST_CALLS.environment();
      case NEW_CALLS -> CallLimitsReader.MOST_NEW_CALLS.environment();
      case BUSINESS_CALLS -> "business.limits.calls-at-once";
      case BUSINESS_MINUTES -> "business.limits.minutes-a-month";
      case BUSINESS_COST -> "business.limits.cost-a-month";
    };
  }
}
