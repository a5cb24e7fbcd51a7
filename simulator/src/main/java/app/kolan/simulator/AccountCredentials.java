package app.kolan.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The credentials with which a server authenticates to the account's REST interface (HTTP Basic).
/// The token never prints.
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
