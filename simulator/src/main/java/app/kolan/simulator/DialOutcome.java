package app.kolan.simulator;

import java.time.Duration;

/// The outcome of a `<Dial>`.
public sealed interface DialOutcome {
  /// It rings, somebody answers, speaks for a while and hangs up.
  record Answered(Duration ringing, Duration talking) implements DialOutcome {}

  record Busy() implements DialOutcome {}

  /// It rings until the `timeout` of the `<Dial>`.
  record NoAnswer() implements DialOutcome {}

  /// The number cannot be reached.
  record Failed() implements DialOutcome {}
}
