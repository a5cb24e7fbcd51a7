package app.kolan.server.session;

import java.time.Duration;

/// What came of saying something.
public sealed interface SayResult {
  /// How much of it the caller has heard.
  Duration heard();

  /// The caller has heard all of it.
  record Finished(Duration heard) implements SayResult {}

  /// The caller interrupted, or had more to say before anything was heard.
  record CutOff(Duration heard) implements SayResult {}

  /// It could not be completed.
  record Failed(Duration heard, Exception failure) implements SayResult {}

  default boolean isCutOff() {
    return this instanceof CutOff;
  }
}
