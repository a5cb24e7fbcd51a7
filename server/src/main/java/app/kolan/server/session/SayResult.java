package app.kolan.server.session;

import java.time.Duration;

/// What came of saying something.
public sealed interface SayResult {
  /// The caller has heard all of it.
  record Finished() implements SayResult {}

  /// The caller interrupted.
  ///
  /// @param heard how much the caller had heard by then
  record CutOff(Duration heard) implements SayResult {}
}
