package app.kolan.server.calendar.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// An account of a program at Google, by the key file that its console gives out.
///
/// Source: "Using OAuth 2.0 for server to server applications",
/// https://developers.google.com/identity/protocols/oauth2/service-account
final class ServiceAccount {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String SCOPE = "https://www.googleapis.com/auth/calendar";
  private static final Duration VALID = Duration.ofHours(1);

  private final String email;
  private final String keyId;
  private final PrivateKey key;
  private final URI tokenUrl;

  private ServiceAccount(String email, String keyId, PrivateKey key, URI tokenUrl) {
    this.email = email;
    this.keyId = keyId;
    this.key = key;
    this.tokenUrl = tokenUrl;
  }

  /// @throws IllegalArgumentException when it is no such file; the message holds nothing of it
  static ServiceAccount read(String file) {
    try {
      JsonNode json = JSON.readTree(file);
      String email = json.path("client_email").asText();
      String pem = json.path("private_key").asText();
      if (email.isEmpty() || pem.isEmpty()) {
        throw new IllegalArgumentException("no key file of a service account");
      }
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return new ServiceAccount(
          email,
          json.path("private_key_id").asText(),
          key,
          URI.create(json.path("token_uri").asText("https://oauth2.googleapis.com/token")));
    } catch (JsonProcessingException | GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("no key file of a service account", e);
    }
  }

  /// Where tokens are had.
  URI tokenUrl() {
    return tokenUrl;
  }

  /// Asks for a token: a JWT signed by RS256 (RFC 7515, RFC 7523).
  String assertion(Instant now) {
    String header =
        JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", keyId).toString();
    String claims =
        JSON.createObjectNode()
            .put("iss", email)
            .put("scope", SCOPE)
            .put("aud", tokenUrl.toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(VALID).getEpochSecond())
            .toString();
    String signed = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an RSA key signs", e);
    }
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
