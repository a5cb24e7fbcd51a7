package app.kolan.server.console.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/// What every answer of the console tells the browser to refuse.
///
/// A page has the scripts and styles that its nonce names and no others, none in attributes, and
/// asks nobody but this server for anything. `same-origin` as the policy of referrers lets forms
/// name their `Origin`, which no referrer at all would take from them.
final class SecurityHeaders {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 16;

  static final String POLICY = "Content-Security-Policy";

  private SecurityHeaders() {}

  static String newNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /// The policy of a page whose own script loads another one, which no nonce can reach, such as the
  /// module of an audio worklet (CSP level 3, section 8.2).
  static String policyWithLoadedScripts(String nonce) {
    return policy("'nonce-" + nonce + "' 'strict-dynamic'", nonce);
  }

  private static String policy(String scripts, String nonce) {
    return """
    default-src 'none'; script-src %1$s; style-src 'nonce-%2$s'; img-src 'self'; \
    font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
    worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"""
        .formatted(scripts, nonce);
  }

  static Map<String, String> of(String nonce) {
    return Map.of(
        POLICY,
        policy("'nonce-" + nonce + "'", nonce),
        "X-Content-Type-Options",
        "nosniff",
        "X-Frame-Options",
        "DENY",
        "Referrer-Policy",
        "same-origin",
        "Cross-Origin-Opener-Policy",
        "same-origin",
        "Cross-Origin-Resource-Policy",
        "same-origin",
        "Permissions-Policy",
        "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)");
  }
}
