package app.kolan.server.notify.push;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel;
import app.kolan.server.tool.http.PublicPost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sends alerts to browsers: RFC 8030 (web push), encrypted as in RFC 8291, in the name of this
/// server as in RFC 8292. A browser that is gone, which its push service answers by 404 or 410, is
/// forgotten.
public final class PushChannel implements AlertChannel {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;

  private final PushDevices devices;
  private final String contact;
  private final InstantSource clock;
  private final boolean local;
  private final Map<Boolean, PublicPost> posts = new ConcurrentHashMap<>();

  /// @param contact whom the operators of push services turn to, an address
  public PushChannel(
      PushDevices devices, String contact, PushSettings settings, InstantSource clock) {
    this.devices = devices;
    this.contact = contact;
    this.clock = clock;
    local = settings.local();
  }

  @Override
  public Sent send(Alert alert, AlertRule rule, BusinessSettings business)
      throws InterruptedException {
    Optional<PushEndpoint> known = devices.endpoint(alert.address());
    if (known.isEmpty()) {
      return new Sent.Failed("the device is not told any more", null, true);
    }
    PushEndpoint endpoint = known.get();
    byte[] text = PushText.of(alert, rule.quiet().zone());
    var headers = new LinkedHashMap<String, String>();
    headers.put("TTL", Long.toString(KEPT.toSeconds()));
    headers.put("Urgency", "high");
    // An alert that is sent again takes the place of the first.
    headers.put("Topic", alert.id());
    headers.put("Content-Type", "application/octet-stream");
    headers.put("Content-Encoding", "aes128gcm");
    headers.put(
        "Authorization", devices.key().authorization(endpoint.url(), contact, clock.instant()));
    PublicPost.Outcome outcome =
        posts
            .computeIfAbsent(local, _ -> PublicPost.open(local, LIMIT))
            .post(endpoint.url(), headers, PushEncryption.encrypt(text, endpoint));
    Integer status = outcome.status();
    String problem = outcome.problem();
    if (status != null && (status == NOT_FOUND || status == GONE)) {
      devices.forget(alert.address());
      return new Sent.Failed("the browser has no such subscription any more", status, true);
    }
    if (problem == null) {
      return new Sent.Taken("", status == null ? Integer.valueOf(CREATED) : status);
    }
    return new Sent.Failed(problem, status, status != null && isLasting(status));
  }

  private static boolean isLasting(int status) {
    return status / 100 == 4 && status != TOO_MANY;
  }
}
