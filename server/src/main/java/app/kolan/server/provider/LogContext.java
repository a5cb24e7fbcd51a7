package app.kolan.server.provider;

import app.kolan.twilio.webhook.CallSid;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The context of the log, and the [CurrentCall], as they were on the thread that captured them,
/// for work of the same call on a thread of a provider's. Immutable; safe to share.
public final class LogContext {
  private final @Nullable Map<String, String> captured;

  private final @Nullable CallSid call;

  private LogContext(@Nullable Map<String, String> captured, @Nullable CallSid call) {
    this.captured = captured;
    this.call = call;
  }

  /// The context of the current thread.
  public static LogContext capture() {
    return new LogContext(MDC.getCopyOfContextMap(), CurrentCall.get());
  }

  /// Runs work in this context, and restores that of the current thread afterwards.
  public void run(Runnable work) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    set(captured);
    try {
      if (call == null) {
        work.run();
      } else {
        CurrentCall.run(call, work);
      }
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
