package app.kolan.server.tool.http;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Posts JSON to servers of a business, signed like the requests of tools, to public addresses
/// alone. Thread-safe.
public final class SignedPost {
  private final PublicPost posts;
  private final InstantSource clock;

  SignedPost(SSLContext tls, boolean localAllowed, InstantSource clock, Duration limit) {
    posts = new PublicPost(tls, localAllowed, limit);
    this.clock = clock;
  }

  /// Opens it; this loads the trust in certificates.
  ///
  /// @param localAllowed whether this machine itself may be asked as well, and without TLS
  /// @param limit for each wait
  public static SignedPost open(boolean localAllowed, InstantSource clock, Duration limit) {
    return new SignedPost(HttpTools.usualTls(), localAllowed, clock, limit);
  }

  /// Posts a body; what went wrong in a few words, or empty when it was taken.
  ///
  /// @param headers what is sent beside type and signature
  public Optional<String> send(URI url, Secret secret, Map<String, String> headers, String json)
      throws InterruptedException {
    return Optional.ofNullable(post(url, secret, headers, json).problem());
  }

  /// The same with the status of the answer.
  public PublicPost.Outcome post(URI url, Secret secret, Map<String, String> headers, String json)
      throws InterruptedException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    var all = new LinkedHashMap<String, String>();
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    all.put(OutgoingSignature.HEADER, OutgoingSignature.of(secret, clock.instant(), body));
    return posts.post(url, all, body);
  }
}
