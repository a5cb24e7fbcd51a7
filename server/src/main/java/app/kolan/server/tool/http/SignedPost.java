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
  private static final int MOST_BYTES = 4 * 1024;

  private final SafeClient client;
  private final InstantSource clock;
  private final Duration limit;

  SignedPost(SSLContext tls, boolean localAllowed, InstantSource clock, Duration limit) {
    client = new SafeClient(tls, localAllowed);
    this.clock = clock;
    this.limit = limit;
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
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", "Kolan");
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    all.put(OutgoingSignature.HEADER, OutgoingSignature.of(secret, clock.instant(), body));
    try {
      HttpReply reply = client.ask("POST", url, all, body, limit, MOST_BYTES);
      return reply.isGood() ? Optional.empty() : Optional.of("HTTP " + reply.status());
    } catch (RequestFailed e) {
      return Optional.of(e.why());
    }
  }
}
