package app.kolan.server.notify.push;

import app.kolan.server.identity.RandomText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/// Where a browser's push service takes messages for it, and the keys that only the browser can
/// open them with. It prints without any of it.
///
/// @param url a capability: who knows it may send
/// @param publicKey an uncompressed point of P-256, in base64url
/// @param auth 16 bytes, in base64url
public record PushEndpoint(URI url, String publicKey, String auth) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 2000;
  private static final int AUTH_BYTES = 16;

  /// The endpoint that a browser tells; empty when it cannot be one.
  public static Optional<PushEndpoint> of(String url, String publicKey, String auth) {
    if (url.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI address = URI.create(url);
      boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      var _ = EcKeys.publicKey(Base64.getUrlDecoder().decode(publicKey));
      return isWeb
              && address.getHost() != null
              && address.getUserInfo() == null
              && Base64.getUrlDecoder().decode(auth).length == AUTH_BYTES
          ? Optional.of(new PushEndpoint(address, publicKey, auth))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The same for the same browser, and not its address.
  public static String hash(String url) {
    return RandomText.hash(url);
  }

  String json() {
    return JSON.createObjectNode()
        .put("url", url.toString())
        .put("key", publicKey)
        .put("auth", auth)
        .toString();
  }

  static PushEndpoint ofJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new PushEndpoint(
          URI.create(json.path("url").asText()),
          json.path("key").asText(),
          json.path("auth").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an endpoint is stored that is none", e);
    }
  }

  @Override
  public String toString() {
    return "PushEndpoint[***]";
  }
}
