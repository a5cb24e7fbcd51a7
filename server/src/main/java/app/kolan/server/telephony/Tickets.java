package app.kolan.server.telephony;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes the secrets that let one media stream in: 128 random bits. Thread-safe.
final class Tickets {
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  String fresh() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
