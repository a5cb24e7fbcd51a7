package app.kolan.server.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// What a form shows to prove that it is from a page of this console, and not from a foreign one
/// that a browser would send the session's cookie with.
///
/// It is derived from the session's token, so nothing is stored, and it is worth nothing once the
/// session is over. Each page has it under another mask: pages are compressed, and what is
/// reflected on one must not find it out by the length (BREACH).
final class CsrfToken {
  static final String FIELD = "csrf";
  static final String HEADER = "x-csrf";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private CsrfToken() {}

  static String of(String sessionToken) {
    byte[] mask = new byte[BYTES];
    RANDOM.nextBytes(mask);
    byte[] shown = Arrays.copyOf(mask, 2 * BYTES);
    System.arraycopy(xor(mask, secret(sessionToken)), 0, shown, BYTES, BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(shown);
  }

  /// Whether this was made for a page of some session.
  static boolean isOne(String shown) {
    return bytes(shown).length == 2 * BYTES;
  }

  /// Whether this was made for a page of the session.
  static boolean matches(String sessionToken, String shown) {
    byte[] bytes = bytes(shown);
    return bytes.length == 2 * BYTES
        && MessageDigest.isEqual(
            secret(sessionToken),
            xor(Arrays.copyOf(bytes, BYTES), Arrays.copyOfRange(bytes, BYTES, 2 * BYTES)));
  }

  private static byte[] bytes(String shown) {
    try {
      return Base64.getUrlDecoder().decode(shown);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private static byte[] secret(String sessionToken) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("console form of " + sessionToken).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] xor(byte[] one, byte[] other) {
    byte[] result = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      result[i] = (byte) (one[i] ^ other[i]);
    }
    return result;
  }
}
