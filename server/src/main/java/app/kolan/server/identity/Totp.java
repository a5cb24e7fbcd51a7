package app.kolan.server.identity;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time codes, [RFC 6238](https://www.rfc-editor.org/rfc/rfc6238): six digits of
/// HMAC-SHA-1, a new code every 30 seconds, as every authenticator app makes them.
final class Totp {
  static final int DIGITS = 6;
  private static final int SECONDS = 30;
  private static final int SECRET_BYTES = 20;
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static byte[] newSecret() {
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /// The step in which a time is.
  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /// The code of a step.
  static String code(byte[] secret, long step, int digits) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "RAW"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xF;
      int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF;
      String decimals = "%010d".formatted(number);
      return decimals.substring(decimals.length() - digits);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-1", e);
    }
  }

  /// The step of which this is the code: the one of now, the one before or the one after, for
  /// clocks that differ; empty when it is of none of them.
  static OptionalLong stepOf(byte[] secret, String code, Instant now) {
    OptionalLong found = OptionalLong.empty();
    long step = step(now);
    for (long candidate = step - 1; candidate <= step + 1; candidate++) {
      if (RandomText.same(code(secret, candidate, DIGITS), code)) {
        found = OptionalLong.of(candidate);
      }
    }
    return found;
  }

  /// A secret as authenticator apps read it: base 32 without padding.
  static String base32(byte[] secret) {
    var text = new StringBuilder();
    int bits = 0;
    int buffer = 0;
    for (byte part : secret) {
      buffer = (buffer << 8 | part & 0xFF) & 0xFFFF;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE_32.charAt(buffer >> bits & 0x1F));
      }
    }
    if (bits > 0) {
      text.append(BASE_32.charAt(buffer << 5 - bits & 0x1F));
    }
    return text.toString();
  }
}
