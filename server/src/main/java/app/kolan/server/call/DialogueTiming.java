package app.kolan.server.call;

import java.time.Duration;

/// How long a caller may hear nothing while an answer is being made.
///
/// @param filler after so long a sentence tells that it takes a moment
/// @param again so long after such a sentence comes the next
/// @param fillers so many such sentences; after them the answer is given up
public record DialogueTiming(Duration filler, Duration again, int fillers) {
  /// For a bound of four seconds.
  public static final DialogueTiming USUAL = ofBound(Duration.ofSeconds(4));

  /// The times that keep silence below a bound, with half a second for the way to the caller's ear.
  public static DialogueTiming ofBound(Duration bound) {
    Duration again = bound.minusMillis(800);
    Duration filler = Duration.ofMillis(Math.min(1800, again.toMillis()));
    return new DialogueTiming(filler, again, 3);
  }
}
