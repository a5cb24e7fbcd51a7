package app.kolan.cli;

import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.Scopes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Keys and times as the commands print them for people.
final class AccessText {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private AccessText() {}

  /// A time to the minute, in the zone of this machine; a hyphen for none.
  static String time(@Nullable Instant at) {
    return at == null ? "-" : MINUTE.format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  /// What a key is good for, as sentences.
  ///
  /// @param slug of the business that it is for; null for all
  static String about(ApiKey key, @Nullable String slug) {
    Instant expires = key.expiresAt();
    return "It is for %s, may %s, and %s."
        .formatted(
            slug == null ? "all businesses" : slug,
            String.join(", ", Scopes.words(key.scopes())),
            expires == null ? "does not expire" : "expires at " + time(expires));
  }

  /// Whether a key is accepted.
  static String state(ApiKey key, Instant now) {
    if (key.revokedAt() != null) {
      return "revoked";
    }
    return key.isValid(now) ? "valid" : "expired";
  }
}
