package app.kolan.server.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The context of the log as it was on the thread that captured it, for work of the same call on a
/// thread of a provider's. Immutable; safe to share.
public final class LogContext {
  private final @Nullable Map<String, String> captured;

  private LogContext(@Nullable Map<String, String> captured) {
    this.captured = captured;
  }

  /// The context of the current thread.
  public static LogContext capture() {
    return new LogContext(MDC.getCopyOfContextMap());
  }

  /// Runs work in this context, and restores that of the current thread afterwards.
  public void run(Runnable work) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    set(captured);
    try {
      work.run();
    } finally {
      set(before);
    }
  }

  private static void set(@Nullable Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }
}
