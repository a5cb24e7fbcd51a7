package app.kolan.server.store.sql;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes texts that nobody can guess: 128 bits in 22 letters of Base64 for addresses.
final class RandomTokens {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private RandomTokens() {}

  static String next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
