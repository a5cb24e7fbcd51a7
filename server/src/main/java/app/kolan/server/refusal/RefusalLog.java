package app.kolan.server.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Tells the log of refused requests: the first of a kind at once, and then one of its kind every
/// half minute, with the number of those that were passed over. Safe to share.
///
/// Each request that a bypass lets in has a line of its own, up to twenty a second.
final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int MOST_BYPASSED = 20;

  private record Kind(String route, String diagnosis) {}

  private record Told(Instant at, int passedOver) {}

  private final InstantSource clock;
  private final Rate bypassed;
  private final Map<Kind, Told> told = new HashMap<>();

  RefusalLog(InstantSource clock) {
    this.clock = clock;
    bypassed = new Rate(MOST_BYPASSED, Duration.ofSeconds(1), clock);
  }

  void refused(Refusal refusal) {
    int passedOver = passedOver(new Kind(refusal.route(), refusal.name()));
    if (passedOver >= 0) {
      LoggingEventBuilder line = described(refusal);
      line = passedOver > 0 ? line.addKeyValue("unlogged", passedOver) : line;
      line.log("a request was refused with 403");
    }
  }

  void bypassed(Refusal refusal) {
    if (bypassed.allows()) {
      described(refusal).log("THE SIGNATURE BYPASS LET A REQUEST IN that would get 403");
    }
  }

  private static LoggingEventBuilder described(Refusal refusal) {
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("diagnosis", refusal.name())
            .addKeyValue("why", refusal.what())
            .addKeyValue("url", refusal.url())
            .addKeyValue("parameters", refusal.parameters());
    return refusal.remedies().isEmpty()
        ? line
        : line.addKeyValue("remedy", refusal.remedies().getFirst());
  }

  /// How many of a kind were passed over since the last line; -1 when this one is passed over too.
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
