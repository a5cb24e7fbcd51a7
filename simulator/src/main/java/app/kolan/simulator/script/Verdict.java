package app.kolan.simulator.script;

/// How a line of a script stands at some frame.
sealed interface Verdict {
  record Waiting() implements Verdict {}

  record Done() implements Verdict {}

  /// It did not come true, and is given up.
  record Missed(String reason) implements Verdict {}

  static Verdict doneIf(boolean done) {
    return done ? new Done() : new Waiting();
  }
}
