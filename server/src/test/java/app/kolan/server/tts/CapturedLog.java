package app.kolan.server.tts;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// Captures the log at the default level while it is open.
final class CapturedLog implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  CapturedLog() {
    appender.start();
    root.addAppender(appender);
  }

  String text() {
    return appender.list.stream()
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

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
