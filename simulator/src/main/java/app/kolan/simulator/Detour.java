package app.kolan.simulator;

/// What takes a call away from the verb that it is in. It carries no stack trace: it is no fault.
abstract sealed class Detour extends Exception {
  private static final long serialVersionUID = 1L;

  private Detour(String message) {
    super(message, null, false, false);
  }

  /// The call is over.
  static final class CallOver extends Detour {
    private static final long serialVersionUID = 1L;

    private final CallEnd reason;

    CallOver(CallEnd reason) {
      super(reason.words());
      this.reason = reason;
    }

    CallEnd reason() {
      return reason;
    }
  }

  /// The server gave the call other instructions over the REST interface.
  static final class NewInstructions extends Detour {
    private static final long serialVersionUID = 1L;

    private final transient Next next;

    NewInstructions(Next next) {
      super("other instructions");
      this.next = next;
    }

    Next next() {
      return next;
    }
  }
}
