package app.kolan.server.telephony.echo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Proves that a question comes from somebody who knows an auth token, without telling the token:
/// `seconds.nonce.hmac`, where the last part is HMAC-SHA256, keyed by the token, over the first
/// two.
///
/// @param at when it was made, in seconds of Unix time
/// @param nonce what makes it good for one question only
/// @param mac in hexadecimal digits
public record DoctorProof(long at, String nonce, String mac) {
  /// The header that carries a proof.
  public static final String HEADER = "X-Kolan-Doctor";

  /// The query parameter that carries it past a proxy which takes headers off, and the name of a
  /// stream's parameter.
  public static final String PARAMETER = "kolan_doctor";

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{16,64})\\.([0-9a-f]{64})");
  private static final int NONCE_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A fresh proof.
  public static DoctorProof of(String token, Instant now) {
    var bytes = new byte[NONCE_BYTES];
    RANDOM.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    long at = now.getEpochSecond();
    return new DoctorProof(at, nonce, mac(token, at, nonce));
  }

  /// The proof in a text; empty when there is none in it.
  public static Optional<DoctorProof> parse(@Nullable String text) {
    Matcher parts = FORM.matcher(text == null ? "" : text);
    return parts.matches()
        ? Optional.of(
            new DoctorProof(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /// Whether whoever made it knows this token.
  boolean isMadeWith(String token) {
    return MessageDigest.isEqual(
        mac(token, at, nonce).getBytes(StandardCharsets.US_ASCII),
        mac.getBytes(StandardCharsets.US_ASCII));
  }

  /// The proof as it is sent.
  public String text() {
    return at + "." + nonce + "." + mac;
  }

  private static String mac(String token, long at, String nonce) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((at + "." + nonce).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "DoctorProof[" + at + "]";
  }
}
