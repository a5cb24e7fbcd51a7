package app.kolan.server.settings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/// What the log looks like: one line for each event, whatever it holds, on the standard error
/// stream. In code, since logback's XML would take longer to read than the rest of the settings.
///
/// A file that `-Dlogback.configurationFile` names takes its place.
public final class TerminalLog extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "KOLAN_LOG_LEVEL";
  private static final String LINE =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%replace(%X{call:--}){'[^\\w-]','?'}]"
          + " %replace(%msg %kvp){'[\\x00-\\x1f\\x7f]','?'}%n%ex";

  /// Libraries of which warnings are enough, whatever the level. `org.apache.hc` would write
  /// headers and bodies of requests to the log, secrets included.
  private static final List<String> TALKATIVE =
      List.of(
          "org.flywaydb",
          "com.zaxxer.hikari",
          "com.github.kagkarlsson",
          "io.netty",
          "io.vertx",
          "org.apache.hc");

  /// What these say often quotes the files that people bring, or the answers of MCP servers.
  private static final List<String> QUOTING =
      List.of("org.apache.pdfbox", "org.apache.fontbox", "io.modelcontextprotocol");

  /// Looks for jobs every second, and tells of a database that is away with a stack at each look.
  private static final String POLLER = "com.github.kagkarlsson.scheduler.RunUntilShutdown";

  private static final String OF_THE_DATABASE =
      "com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException";

  /// What the levels are called.
  private static final List<String> LEVELS =
      List.of("off", "error", "warn", "info", "debug", "trace");

  /// Only logback makes one.
  public TerminalLog() {}

  /// What is wrong with the level that is set; `INFO` is used instead.
  static Optional<String> doubtOf(SettingsSource source) {
    return source
        .variable(LEVEL)
        .filter(text -> level(text).isEmpty())
        .map(
            text ->
                "%s is %s, which is no level: %s. INFO is used"
                    .formatted(LEVEL, text, DidYouMean.hint(text, LEVELS)));
  }

  private static Optional<Level> level(String text) {
    return Optional.of(PastedText.clean(text).toLowerCase(Locale.ROOT))
        .filter(LEVELS::contains)
        .map(Level::valueOf);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.start();
    var terminal = new ConsoleAppender<ILoggingEvent>();
    terminal.setContext(context);
    terminal.setName("terminal");
    terminal.setTarget("System.err");
    terminal.setEncoder(encoder);
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(
        Optional.ofNullable(System.getenv(LEVEL)).flatMap(TerminalLog::level).orElse(Level.INFO));
    if (!root.isDebugEnabled()) {
      terminal.addFilter(new WithoutRepetition());
    }
    terminal.start();
    root.addAppender(terminal);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    QUOTING.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Leaves out what the jobs tell once.
  static final class WithoutRepetition extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      IThrowableProxy thrown = event.getThrowableProxy();
      boolean isRepeated =
          thrown != null
              && event.getLoggerName().equals(POLLER)
              && thrown.getClassName().equals(OF_THE_DATABASE);
      return isRepeated ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
  }
}
