package app.kolan.server.media.endofturn;

import java.time.Duration;

/// The silence that ends a turn, from the probability that the turn is incomplete.
///
/// It grows with the probability: from `shortest` at 0, in a straight line to `usual` at one half,
/// and from there to `longest` at 1.
///
/// @param shortest for a turn that is surely over
/// @param usual for one of which nothing is known
/// @param longest for one that surely goes on
public record EndOfTurnDelay(Duration shortest, Duration usual, Duration longest) {
  private static final double EVEN = 0.5;

  /// The silence that ends a turn, in milliseconds.
  ///
  /// @param incomplete the probability, from 0 to 1
  public long millis(double incomplete) {
    double known = Math.clamp(incomplete, 0, 1);
    return known < EVEN
        ? between(shortest, usual, known / EVEN)
        : between(usual, longest, (known - EVEN) / EVEN);
  }

  private static long between(Duration from, Duration to, double share) {
    return Math.round(from.toMillis() + (to.toMillis() - from.toMillis()) * share);
  }
}
