package app.kolan.server.notify;

import java.time.Duration;

/// When an alert is tried again that was not taken: after five seconds, ten, twenty and so on, and
/// every ten minutes from then on, for two days; each pause is up to a fifth longer by chance, so
/// that a receiver that comes back is not asked by all at once.
///
/// @param firstPause the pause after the first attempt
/// @param longestPause and no longer than this
/// @param giveUpAfter how long after its creation, or the end of the quiet time, it is tried
record AlertRetries(Duration firstPause, Duration longestPause, Duration giveUpAfter) {
  private static final int MOST_DOUBLINGS = 20;
  private static final double SPREAD = 0.2;

  static AlertRetries usual() {
    return new AlertRetries(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofDays(2));
  }

  /// The pause after so many attempts.
  ///
  /// @param chance from 0 to 1
  Duration pauseAfter(int attempts, double chance) {
    int doublings = Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    Duration pause = firstPause.multipliedBy(1L << doublings);
    Duration bounded = pause.compareTo(longestPause) < 0 ? pause : longestPause;
    return bounded.plusMillis((long) (bounded.toMillis() * SPREAD * chance));
  }
}
