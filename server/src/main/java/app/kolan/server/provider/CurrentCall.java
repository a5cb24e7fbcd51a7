package app.kolan.server.provider;

import app.kolan.twilio.webhook.CallSid;
import org.jspecify.annotations.Nullable;

/// The call that the current thread works for. It is bound where a thread of a call begins, and
/// where work of a call runs on a thread of a provider's ([LogContext]).
public final class CurrentCall {
  private static final ScopedValue<CallSid> CALL = ScopedValue.newInstance();

  private CurrentCall() {}

  /// Null when the thread works for no call.
  public static @Nullable CallSid get() {
    return CALL.isBound() ? CALL.get() : null;
  }

  /// Does something for a call.
  public static void run(CallSid call, Runnable work) {
    ScopedValue.where(CALL, call).run(work);
  }
}
