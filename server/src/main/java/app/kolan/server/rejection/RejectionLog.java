package app.kolan.server.rejection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Logs rejected requests: the first of a kind at once, and then one of its kind every half minute,
/// with the number of those that were suppressed. Thread-safe.
///
/// Each request that a bypass lets in has a line of its own, up to twenty a second.
final class RejectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MOST_BYPASSED = 20;

  private record Kind(String route, String diagnosis) {}

  private record Told(Instant at, int passedOver) {}

  private final InstantSource clock;
  private final RateLimiter bypassed;
  private final Map<Kind, Told> told = new HashMap<>();

  RejectionLog(InstantSource clock) {
    this.clock = clock;
    bypassed = RateLimiter.of(MOST_BYPASSED, Duration.ofSeconds(1), clock);
  }

  void refused(Rejection rejection) {
    int passedOver = passedOver(new Kind(rejection.route(), rejection.name()));
    if (passedOver >= 0) {
      LoggingEventBuilder line = described(rejection);
      line = passedOver > 0 ? line.addKeyValue("suppressed", passedOver) : line;
      line.log("a request was refused with 403");
    }
  }

  void bypassed(Rejection rejection) {
    if (bypassed.tryAcquire()) {
      described(rejection).log("THE SIGNATURE BYPASS LET A REQUEST IN that would get 403");
    }
  }

  private static LoggingEventBuilder described(Rejection rejection) {
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("diagnosis", rejection.name())
            .addKeyValue("reason", rejection.what())
            .addKeyValue("url", rejection.url())
            .addKeyValue("parameters", rejection.parameters());
    return rejection.remedies().isEmpty()
        ? line
        : line.addKeyValue("remedy", rejection.remedies().getFirst());
  }

  /// How many of a kind were suppressed since the last line; -1 when this one is suppressed too.
  private synchronized int passedOver(Kind kind) {
    Instant now = clock.instant();
    Told last = told.get(kind);
    if (last != null && now.isBefore(last.at().plus(PAUSE))) {
      told.put(kind, new Told(last.at(), last.passedOver() + 1));
      return -1;
    }
    told.put(kind, new Told(now, 0));
    return last == null ? 0 : last.passedOver();
  }
}
