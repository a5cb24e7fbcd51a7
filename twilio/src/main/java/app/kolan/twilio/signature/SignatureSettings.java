package app.kolan.twilio.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of a server's signature check. Printing shows no token.
///
/// @param publicUrl the configured base URL, null when it is derived from each request
/// @param tokens the auth tokens, as they were set
/// @param accountSid empty when it is not known
/// @param port the port that the server listens on, 0 when it is not known
/// @param tokenProven whether a token has already let a request in, so that it is likely right
public record SignatureSettings(
    @Nullable String publicUrl,
    List<String> tokens,
    String accountSid,
    int port,
    boolean tokenProven) {
  public SignatureSettings {
    tokens = tokens.stream().filter(token -> !token.isBlank()).toList();
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a signature is checked against at least one token");
    }
  }

  /// These settings, and whether a token has already let a request in.
  public SignatureSettings withTokenProven(boolean proven) {
    return new SignatureSettings(publicUrl, tokens, accountSid, port, proven);
  }

  @Override
  public String toString() {
    return "SignatureSettings[%s, %d tokens]".formatted(publicUrl, tokens.size());
  }
}
