package app.kolan.simulator.script;

/// The status of a script's line at a frame.
sealed interface StepStatus {
  record Waiting() implements StepStatus {}

  record Done() implements StepStatus {}

  /// It was not fulfilled, and failed.
  record Missed(String reason) implements StepStatus {}

  static StepStatus doneIf(boolean done) {
    return done ? new Done() : new Waiting();
  }
}
