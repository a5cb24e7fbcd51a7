package app.kolan.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Texts that nobody can guess, and the hashes of them that are stored. A text of more than 128
/// random bits needs no slow hash: there is nothing to try.
public final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE_62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// Crockford's, without letters that are mistaken for digits.
  private static final String BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz";

  private RandomText() {}

  /// Letters and digits, of 5.95 bits each.
  public static String letters(int length) {
    return of(BASE_62, length);
  }

  /// Letters and digits that are read and typed by people, of 5 bits each.
  static String typed(int length) {
    return of(BASE_32, length);
  }

  private static String of(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /// SHA-256, in hexadecimal digits.
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Whether two hashes are the same, in a time that does not tell where they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
