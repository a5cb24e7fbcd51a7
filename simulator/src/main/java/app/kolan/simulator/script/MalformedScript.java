package app.kolan.simulator.script;

/// A text that is not a script; the message names the line and what is valid there.
public final class MalformedScript extends Exception {
  private static final long serialVersionUID = 1L;

  private final int lineNumber;

  MalformedScript(int lineNumber, String message) {
    super("line " + lineNumber + ": " + message);
    this.lineNumber = lineNumber;
  }

  /// The line's place in the text, from 1.
  public int lineNumber() {
    return lineNumber;
  }
}
