package app.kolan.server.jobs;

import java.time.Duration;

/// How recordings are asked for.
///
/// ```
/// announced ─ at once ─ 1 s ─ 2 s ─ 4 s ─ … ─ 10 min ─ 10 min ─ … ─ a day: given up
/// refused   ─ an hour ─ an hour ─ …
/// ```
///
/// @param firstPause the pause after the first attempt; each one is twice as long as the last
/// @param longestPause and no longer than this
/// @param refusedPause the pause after Twilio refused the account's credentials
/// @param giveUpAfter how long after its announcement a recording is waited for
/// @param mostBytes how large a recording may be
public record FetchRetries(
    Duration firstPause,
    Duration longestPause,
    Duration refusedPause,
    Duration giveUpAfter,
    long mostBytes) {

  private static final int MOST_DOUBLINGS = 30;

  /// The plan for Twilio itself. An hour's message, the longest that `<Record>` takes by default,
  /// has 58 MB.
  public static FetchRetries usual() {
    return new FetchRetries(
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofDays(1),
        64L * 1024 * 1024);
  }

  /// The pause after so many attempts.
  Duration pauseAfter(int attempts) {
    int doublings = Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    Duration pause = firstPause.multipliedBy(1L << doublings);
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
