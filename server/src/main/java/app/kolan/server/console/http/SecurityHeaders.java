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

  private SecurityHeaders() {}

  static String newNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  static Map<String, String> of(String nonce) {
    return Map.of(
        "Content-Security-Policy",
        """
        default-src 'none'; script-src 'nonce-%1$s'; style-src 'nonce-%1$s'; img-src 'self'; \
        font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
        worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"""
            .formatted(nonce),
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
