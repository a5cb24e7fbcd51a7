package app.kolan.server.rejection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/// The log lines that somebody can cause who need not be Twilio: the signature of a media socket
/// can be captured and used again, and what it sends after that is a stranger's. Those of one such
/// log are bounded together, whatever their kind; a line that comes after others were left out says
/// how many. Such a line has no stack trace.
///
/// Thread-safe.
public final class StrangersLog {
  /// Those of requests, and of streams that are not admitted.
  public static final StrangersLog SHARED = usual();

  private final RateLimiter lines;
  private final AtomicInteger suppressed = new AtomicInteger();

  /// @param most how many lines within a window of this length
  StrangersLog(int most, Duration window, LongSupplier nanos) {
    lines = new RateLimiter(most, window, nanos);
  }

  /// Sixty lines a minute.
  public static StrangersLog usual() {
    return new StrangersLog(60, Duration.ofMinutes(1), System::nanoTime);
  }

  /// Begins a line; it goes nowhere when there were too many.
  public LoggingEventBuilder at(Level level, Logger log) {
    if (!log.isEnabledForLevel(level)) {
      return NOPLoggingEventBuilder.singleton();
    }
    if (!lines.tryAcquire()) {
      suppressed.incrementAndGet();
      return NOPLoggingEventBuilder.singleton();
    }
    int leftOut = suppressed.getAndSet(0);
    LoggingEventBuilder line = log.atLevel(level);
    return leftOut == 0 ? line : line.addKeyValue("suppressed", leftOut);
  }

  /// The same as a warning.
  public LoggingEventBuilder atWarn(Logger log) {
    return at(Level.WARN, log);
  }
}
