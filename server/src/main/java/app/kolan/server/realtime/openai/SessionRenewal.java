package app.kolan.server.realtime.openai;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Determines when a session is replaced.
final class SessionRenewal {
  private static final Duration MOST_SPARE = Duration.ofMinutes(1);

  private SessionRenewal() {}

  /// At a set age, or some time before the server ends the session, whichever comes first. An
  /// expiry that has already passed is ignored: the server's clock may be wrong.
  ///
  /// @param expiresAt null if the server does not say
  static Duration due(Duration age, @Nullable Instant expiresAt, Instant now) {
    if (expiresAt == null || !expiresAt.isAfter(now)) {
      return age;
    }
    Duration left = Duration.between(now, expiresAt);
    Duration quarter = left.dividedBy(4);
    Duration latest = left.minus(quarter.compareTo(MOST_SPARE) < 0 ? quarter : MOST_SPARE);
    return latest.compareTo(age) < 0 ? latest : age;
  }
}
