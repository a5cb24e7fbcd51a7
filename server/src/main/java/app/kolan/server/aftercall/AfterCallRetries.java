package app.kolan.server.aftercall;

import java.time.Duration;

/// When a sound, or a summary, is tried again that a provider has failed at: after ten seconds,
/// thirty, ninety and so on.
///
/// @param firstPause the pause after the first attempt; each one is three times as long as the last
/// @param mostAttempts at a sound, those that a crash has cut off among them; then it is given up
/// @param mostQuestions to language models about one call, before its facts make the summary
record AfterCallRetries(Duration firstPause, int mostAttempts, int mostQuestions) {
  private static final int FACTOR = 3;

  /// A sound is tried for three hours, and a summary for seven minutes.
  static AfterCallRetries usual() {
    return new AfterCallRetries(Duration.ofSeconds(10), 8, 5);
  }

  /// The pause after so many attempts.
  Duration pauseAfter(int attempts) {
    return firstPause.multipliedBy((long) Math.pow(FACTOR, Math.clamp(attempts - 1L, 0, 9)));
  }
}
