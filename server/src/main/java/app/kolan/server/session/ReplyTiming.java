package app.kolan.server.session;

import java.time.Duration;

/// How long a caller may hear nothing while an answer is being made, and how early it is made.
///
/// @param filler after so long a sentence tells that it takes a moment
/// @param again so long after such a sentence comes the next
/// @param fillers so many such sentences; after them the answer is given up
/// @param preemptive whether the language model is asked already when the caller's turn is likely
///   over
public record ReplyTiming(Duration filler, Duration again, int fillers, boolean preemptive) {
  /// Answers are made once the caller's turn is over.
  public ReplyTiming(Duration filler, Duration again, int fillers) {
    this(filler, again, fillers, false);
  }

  /// The same times, with answers that are asked for early or not.
  public ReplyTiming preemptive(boolean early) {
    return new ReplyTiming(filler, again, fillers, early);
  }

  /// How long a caller may wait in all for the first words of an answer that the caller's own words
  /// cut off again and again, such as an "okay" after each sentence that it takes a moment.
  Duration longestWait() {
    return filler.plus(again.multipliedBy(2));
  }

  /// For a bound of four seconds.
  public static final ReplyTiming USUAL = ofBound(Duration.ofSeconds(4));

  /// The times that keep silence below a limit, with half a second for the way to the caller.
  public static ReplyTiming ofBound(Duration bound) {
    Duration again = bound.minusMillis(800);
    Duration filler = Duration.ofMillis(Math.min(1800, again.toMillis()));
    return new ReplyTiming(filler, again, 3);
  }
}
