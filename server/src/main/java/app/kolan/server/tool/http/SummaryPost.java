package app.kolan.server.tool.http;

import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.SummaryTarget;
import app.kolan.server.store.Summary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Sends summaries to the business's own server: POST with JSON, signed like the requests of tools,
/// and with the same idempotency key at every attempt.
public final class SummaryPost {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final SummaryTarget target;
  private final SignedPost post;

  private SummaryPost(SummaryTarget target, SignedPost post) {
    this.target = target;
    this.post = post;
  }

  /// The post of a business; empty when it has nowhere to send summaries.
  public static Optional<SummaryPost> of(BusinessProfile profile, InstantSource clock) {
    return profile.summaries() == null
        ? Optional.empty()
        : of(profile, HttpTools.usualTls(), clock);
  }

  static Optional<SummaryPost> of(BusinessProfile profile, SSLContext tls, InstantSource clock) {
    return Optional.ofNullable(profile.summaries())
        .map(
            target ->
                new SummaryPost(target, new SignedPost(tls, profile.localTools(), clock, LIMIT)));
  }

  /// Sends one.
  public PublicPost.Outcome send(Summary summary) throws InterruptedException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Idempotency-Key", summary.fingerprint());
    headers.put("X-Kolan-Call", summary.call().value());
    return post.post(target.url(), target.secret(), headers, summary.body());
  }
}
