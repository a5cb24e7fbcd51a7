package app.kolan.simulator.fault;

/// A text that is not a fault; the message names the line and what is valid there.
public final class MalformedFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int lineNumber;
  private final String reason;

  MalformedFault(int lineNumber, String message) {
    super("line " + lineNumber + ": " + message);
    this.lineNumber = lineNumber;
    this.reason = message;
  }

  /// The line's place, from 1.
  public int lineNumber() {
    return lineNumber;
  }

  /// What is wrong with it, without the line's place.
  public String reason() {
    return reason;
  }
}
