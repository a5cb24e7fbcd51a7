package app.kolan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/// The log's own settings: whatever a request holds, one event is one line.
@Tag("unit")
class LogLineTest {
  @Test
  void a_request_cannot_forge_a_log_line() {
    LoggerContext context = configured();

    String line = line(context, "a\n2026-01-01 INFO forged", "\u001b[31mred\r\n");

    assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b");
    assertThat(line)
        .contains("[CA1?]", "refused", "parameters=\"a?2026-01-01 INFO forged\"")
        .endsWith(System.lineSeparator());
    context.stop();
  }

  @Test
  void the_settings_of_the_log_are_without_fault() {
    LoggerContext context = configured();

    assertThat(new StatusUtil(context).getHighestLevel(0)).isLessThan(Status.WARN);
    context.stop();
  }

  @Test
  void the_log_of_this_process_is_set_up_by_it() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    assertThat(root.getAppender("terminal")).isNotNull();
    assertThat(root.getLoggerContext().getLogger("io.netty").getLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void a_database_that_is_away_is_not_told_of_at_every_look_for_jobs() {
    var filter = new TerminalLog.WithoutRepetition();

    assertThat(filter.decide(ofPoller(new SQLRuntimeException(new SQLException("away")))))
        .isEqualTo(FilterReply.DENY);
    assertThat(filter.decide(ofPoller(new IllegalStateException("a bug"))))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(filter.decide(ofPoller(null))).isEqualTo(FilterReply.NEUTRAL);
  }

  private static LoggingEvent ofPoller(@Nullable Throwable thrown) {
    Logger poller =
        new LoggerContext().getLogger("com.github.kagkarlsson.scheduler.RunUntilShutdown");
    return new LoggingEvent("test", poller, Level.ERROR, "Unhandled exception.", thrown, null);
  }

  private static LoggerContext configured() {
    var context = new LoggerContext();
    new TerminalLog().configure(context);
    return context;
  }

  private static String line(LoggerContext context, String parameters, String why) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var terminal = (OutputStreamAppender<ILoggingEvent>) root.getAppender("terminal");
    var event = new LoggingEvent("test", root, Level.WARN, "refused", null, null);
    event.setMDCPropertyMap(Map.of("call", "CA1\n"));
    List.of(new KeyValuePair("parameters", parameters), new KeyValuePair("why", why))
        .forEach(event::addKeyValuePair);
    return new String(terminal.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
