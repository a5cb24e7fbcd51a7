package app.kolan.twilio.problem;

/// A malformed explanation file.
final class MalformedExplanation extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param line where in the text it is wrong, counted from 1
  MalformedExplanation(int line, String what) {
    super("line " + line + ": " + what);
  }
}
