package app.kolan.simulator;

/// Interrupts the current verb of a call. Has no stack trace, since it is an expected outcome.
abstract sealed class VerbInterruption extends Exception {
  private static final long serialVersionUID = 1L;

  private VerbInterruption(String message) {
    super(message, null, false, false);
  }

  /// The call is over.
  static final class CallOver extends VerbInterruption {
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
  static final class NewInstructions extends VerbInterruption {
    private static final long serialVersionUID = 1L;

    private final transient NextInstructions next;

    NewInstructions(NextInstructions next) {
      super("other instructions");
      this.next = next;
    }

    NextInstructions next() {
      return next;
    }
  }
}
