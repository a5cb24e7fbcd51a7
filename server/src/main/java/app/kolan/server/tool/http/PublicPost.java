package app.kolan.server.tool.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Posts bytes to servers at public addresses alone. Thread-safe.
public final class PublicPost {
  private static final int MOST_BYTES = 4 * 1024;

  private final SafeClient client;
  private final Duration limit;

  PublicPost(SSLContext tls, boolean localAllowed, Duration limit) {
    client = new SafeClient(tls, localAllowed);
    this.limit = limit;
  }

  /// Opens it; this loads the trust in certificates.
  ///
  /// @param localAllowed whether this machine itself may be asked as well, and without TLS
  /// @param limit for each wait
  public static PublicPost open(boolean localAllowed, Duration limit) {
    return new PublicPost(HttpTools.usualTls(), localAllowed, limit);
  }

  /// What came of posting.
  ///
  /// @param status of HTTP; null when there was no answer
  /// @param problem what went wrong in a few words; null when it was taken
  public record Outcome(@Nullable Integer status, @Nullable String problem) {}

  /// Posts a body.
  public Outcome post(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", "Kolan");
    all.putAll(headers);
    try {
      HttpReply reply = client.ask("POST", url, all, body, limit, MOST_BYTES);
      return new Outcome(reply.status(), reply.isGood() ? null : "HTTP " + reply.status());
    } catch (RequestFailed e) {
      return new Outcome(null, e.why());
    }
  }
}
