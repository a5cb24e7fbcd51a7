package app.kolan.server.session;

/// The business has directed the call: the verb that waits has no outcome, and neither has the
/// agent. Thrown on the thread of the call, once at most in a call.
public final class CallDirected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallDirection direction;

  CallDirected(CallDirection direction) {
    super("the business directs the call", null, false, false);
    this.direction = direction;
  }

  public CallDirection direction() {
    return direction;
  }
}
