package app.kolan.server.notify.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// The key pair by which push services know this server (RFC 8292). Browsers subscribe to its
/// public key, so it stays the same as long as they are to be reached. It prints without the
/// private one.
record VapidKey(ECPublicKey publicKey, ECPrivateKey privateKey) {
  /// RFC 8292 allows a day.
  private static final Duration VALID = Duration.ofHours(12);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static VapidKey generate() {
    KeyPair pair = EcKeys.generate();
    return new VapidKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
  }

  /// One that was kept as a text.
  static VapidKey of(String text) {
    String[] parts = text.split("\\.", -1);
    return new VapidKey(
        EcKeys.publicKey(Base64.getUrlDecoder().decode(parts[0])),
        EcKeys.privateKey(Base64.getUrlDecoder().decode(parts[1])));
  }

  /// Both keys as a text, which is a secret.
  String secretText() {
    return publicText() + "." + BASE64.encodeToString(EcKeys.number(privateKey));
  }

  /// The public key as browsers take it.
  String publicText() {
    return BASE64.encodeToString(EcKeys.point(publicKey));
  }

  /// The header `Authorization` of a request to a push service.
  ///
  /// @param contact whom its operators turn to, a `mailto:` or `https:` address
  String authorization(URI endpoint, String contact, Instant now) {
    String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    String claims =
        "{\"aud\":\"%s://%s%s\",\"exp\":%d,\"sub\":\"%s\"}"
            .formatted(
                endpoint.getScheme(),
                endpoint.getHost(),
                port,
                now.plus(VALID).getEpochSecond(),
                contact);
    String signed = encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + encoded(claims);
    return "vapid t=%s.%s, k=%s".formatted(signed, signature(signed), publicText());
  }

  private String signature(String signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(privateKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ES256", e);
    }
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "VapidKey[%s]".formatted(publicText());
  }
}
