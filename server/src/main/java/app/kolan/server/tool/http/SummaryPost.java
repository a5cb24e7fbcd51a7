package app.kolan.server.tool.http;

import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.SummaryTarget;
import app.kolan.server.store.Summary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Sends summaries to the business's own server: POST with JSON, signed like the requests of tools,
/// and with the same idempotency key at every attempt.
public final class SummaryPost {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 4 * 1024;

  private final SummaryTarget target;
  private final SafeClient client;
  private final InstantSource clock;

  private SummaryPost(SummaryTarget target, SafeClient client, InstantSource clock) {
    this.target = target;
    this.client = client;
    this.clock = clock;
  }

  /// The post of a business; empty when it has nowhere to send summaries.
  public static Optional<SummaryPost> of(BusinessProfile profile, InstantSource clock) {
    return profile.summaries() == null
        ? Optional.empty()
        : of(profile, HttpTools.usualTls(), clock);
  }

  static Optional<SummaryPost> of(BusinessProfile profile, SSLContext tls, InstantSource clock) {
    return Optional.ofNullable(profile.summaries())
        .map(target -> new SummaryPost(target, new SafeClient(tls, profile.localTools()), clock));
  }

  /// Sends one; what went wrong in a few words, or empty when it was taken.
  public Optional<String> send(Summary summary) throws InterruptedException {
    byte[] body = summary.body().getBytes(StandardCharsets.UTF_8);
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", "Kolan");
    headers.put("Content-Type", "application/json");
    headers.put("Idempotency-Key", summary.fingerprint());
    headers.put("X-Kolan-Call", summary.call().value());
    headers.put(
        OutgoingSignature.HEADER, OutgoingSignature.of(target.secret(), clock.instant(), body));
    try {
      HttpReply reply = client.ask("POST", target.url(), headers, body, LIMIT, MOST_BYTES);
      return reply.isGood() ? Optional.empty() : Optional.of("HTTP " + reply.status());
    } catch (RequestFailed e) {
      return Optional.of(e.why());
    }
  }
}
