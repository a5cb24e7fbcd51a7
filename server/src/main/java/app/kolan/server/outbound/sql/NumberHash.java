package app.kolan.server.outbound.sql;

import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// By what a number is known that is kept to be found again, and not to be read.
final class NumberHash {
  private NumberHash() {}

  /// That of a number, another one for each business.
  static String of(long business, PhoneNumber number) {
    try {
      byte[] text = (business + ":" + number.value()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
