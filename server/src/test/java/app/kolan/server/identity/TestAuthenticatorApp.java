package app.kolan.server.identity;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/// An authenticator app that was set up with a typed secret.
public record TestAuthenticatorApp(String secret) {
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /// Its code at a time.
  public String code(Instant at) {
    return Totp.code(decoded(), Totp.step(at), Totp.DIGITS);
  }

  private byte[] decoded() {
    var bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < secret.length(); i++) {
      buffer = buffer << 5 | BASE_32.indexOf(secret.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits & 0xFF);
      }
    }
    return bytes.toByteArray();
  }
}
