package app.kolan.server.session;

import java.time.Duration;

/// How long a caller may hear nothing while an answer is being made.
///
/// @param filler after so long a sentence tells that it takes a moment
/// @param again so long after such a sentence comes the next
/// @param fillers so many such sentences; after them the answer is given up
public record ReplyTiming(Duration filler, Duration again, int fillers) {
  /// For a bound of four seconds.
  public static final ReplyTiming USUAL = ofBound(Duration.ofSeconds(4));

  /// The times that keep silence below a limit, with half a second for the way to the caller.
  public static ReplyTiming ofBound(Duration bound) {
    Duration again = bound.minusMillis(800);
    Duration filler = Duration.ofMillis(Math.min(1800, again.toMillis()));
    return new ReplyTiming(filler, again, 3);
  }
}
