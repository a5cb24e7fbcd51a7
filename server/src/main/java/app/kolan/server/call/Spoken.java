package app.kolan.server.call;

import java.time.Duration;

/// What came of saying something.
public sealed interface Spoken {
  /// The caller has heard all of it.
  record Finished() implements Spoken {}

  /// The caller interrupted.
  ///
  /// @param heard how much the caller had heard by then
  record CutOff(Duration heard) implements Spoken {}
}
