package app.kolan.server.notify.webhook;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.http.PublicPost;
import app.kolan.server.tool.http.SignedPost;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Posts alerts as JSON, signed as summaries are, with the alert's identifier as `Idempotency-Key`.
public final class WebhookChannel implements AlertChannel {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Map<Boolean, SignedPost> posts = new ConcurrentHashMap<>();

  public WebhookChannel(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Sent send(Alert alert, AlertRule rule, BusinessSettings business)
      throws InterruptedException {
    Secret secret = rule.secret();
    if (secret == null) {
      return new Sent.Failed("the settings have no key to sign it with", null, true);
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("Idempotency-Key", alert.id());
    headers.put("X-Kolan-Alert", alert.kind().word());
    if (alert.call() != null) {
      headers.put("X-Kolan-Call", alert.call());
    }
    PublicPost.Outcome outcome =
        posts
            .computeIfAbsent(
                business.business().profile().localTools(),
                local -> SignedPost.open(local, clock, LIMIT))
            .post(URI.create(alert.address()), secret, headers, alert.facts());
    String problem = outcome.problem();
    return problem == null
        ? new Sent.Taken("", outcome.status())
        : new Sent.Failed(problem, outcome.status(), false);
  }
}
