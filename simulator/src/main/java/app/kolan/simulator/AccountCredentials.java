package app.kolan.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a server proves with that it may use the account's interfaces: HTTP's Basic authentication.
/// It never prints the token.
public final class AccountCredentials {
  private final byte[] expected;

  public AccountCredentials(CarrierSettings settings) {
    String pair = settings.accountSid() + ":" + settings.authToken();
    expected = Base64.getEncoder().encode(pair.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether an `Authorization` header holds the account and its token.
  public boolean match(@Nullable String header) {
    String presented = header == null ? "" : header.replaceFirst("^Basic ", "");
    return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
  }
}
