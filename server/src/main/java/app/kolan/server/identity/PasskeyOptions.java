package app.kolan.server.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// What a browser is given to make or use a passkey, as
/// `PublicKeyCredential.parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` take it.
///
/// The authenticator verifies its user, by a finger or a PIN, and keeps the passkey itself, so that
/// nobody types an address.
final class PasskeyOptions {
  private static final int MILLIS = 5 * 60 * 1000;

  /// COSE's numbers of EdDSA, ES256 and RS256.
  private static final int[] ALGORITHMS = {-8, -7, -257};

  private PasskeyOptions() {}

  static String creation(RelyingParty party, User user, String challenge, List<Passkey> existing) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.putObject("rp").put("id", party.id()).put("name", "Kolan");
    options
        .putObject("user")
        .put("id", encoded(user.subject().getBytes(StandardCharsets.US_ASCII)))
        .put("name", user.email().value())
        .put("displayName", user.name().isEmpty() ? user.email().value() : user.name());
    options.put("challenge", encoded(challenge.getBytes(StandardCharsets.US_ASCII)));
    var algorithms = options.putArray("pubKeyCredParams");
    for (int algorithm : ALGORITHMS) {
      algorithms.addObject().put("type", "public-key").put("alg", algorithm);
    }
    options.put("timeout", MILLIS).put("attestation", "none");
    options
        .putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", "required");
    var excluded = options.putArray("excludeCredentials");
    existing.forEach(
        passkey ->
            excluded.addObject().put("type", "public-key").put("id", passkey.credentialId()));
    return options.toString();
  }

  static String request(RelyingParty party, String challenge) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rpId", party.id())
        .put("challenge", encoded(challenge.getBytes(StandardCharsets.US_ASCII)))
        .put("timeout", MILLIS)
        .put("userVerification", "required")
        .toString();
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
