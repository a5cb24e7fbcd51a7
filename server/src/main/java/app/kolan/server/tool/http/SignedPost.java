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
import org.jspecify.annotations.Nullable;

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

  /// What came of posting.
  ///
  /// @param status of HTTP; null when there was no answer
  /// @param problem what went wrong in a few words; null when it was taken
  public record Outcome(@Nullable Integer status, @Nullable String problem) {}

  /// Posts a body; what went wrong in a few words, or empty when it was taken.
  ///
  /// @param headers what is sent beside type and signature
  public Optional<String> send(URI url, Secret secret, Map<String, String> headers, String json)
      throws InterruptedException {
    return Optional.ofNullable(post(url, secret, headers, json).problem());
  }

  /// The same with the status of the answer.
  public Outcome post(URI url, Secret secret, Map<String, String> headers, String json)
      throws InterruptedException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", "Kolan");
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    all.put(OutgoingSignature.HEADER, OutgoingSignature.of(secret, clock.instant(), body));
    try {
      HttpReply reply = client.ask("POST", url, all, body, limit, MOST_BYTES);
      return new Outcome(reply.status(), reply.isGood() ? null : "HTTP " + reply.status());
    } catch (RequestFailed e) {
      return new Outcome(null, e.why());
    }
  }
}
