package app.kolan.twilio.signature;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The body of a request, byte for byte. Printing one shows its length alone.
public final class RequestBody {
  /// No body at all, as in a GET request.
  public static final RequestBody NONE = new RequestBody(new byte[0]);

  private final byte[] bytes;

  private RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public static RequestBody of(byte[] bytes) {
    return new RequestBody(bytes.clone());
  }

  /// A body in UTF-8.
  public static RequestBody of(String text) {
    return new RequestBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /// In bytes.
  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The body as text; what the charset does not know becomes a replacement character.
  public String text(Charset charset) {
    return new String(bytes, charset);
  }

  /// The SHA-256 of the body, in small hexadecimal digits, as Twilio writes it into `bodySHA256`.
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestBody body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "RequestBody[" + bytes.length + " bytes]";
  }
}
