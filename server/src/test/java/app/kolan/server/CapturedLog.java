package app.kolan.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// Captures the log at the default level while it is open, of all threads: of the tests that run at
/// the same time, too. So it shows what is never logged, and not what one test logs.
///
/// Safe to read while others log.
public final class CapturedLog implements AutoCloseable {
  private final Logger root = root();
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  public CapturedLog() {
    appender.start();
    root.addAppender(appender);
  }

  /// What was logged so far.
  public List<ILoggingEvent> events() {
    return List.copyOf(events);
  }

  public String text() {
    return events.stream()
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.getFormattedMessage(),
                        event.getKeyValuePairs(),
                        event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage()))
        .collect(Collectors.joining("\n"));
  }

  /// The first tests of a JVM may come while another thread is still setting the log up.
  private static Logger root() {
    return (Logger)
        Await.until(
            () -> LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME),
            logger -> logger instanceof Logger);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
