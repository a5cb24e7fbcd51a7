package app.kolan.server.web;

import app.kolan.server.telephony.TwilioPaths;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The webhooks that are answered without a good signature for half an hour from the start, so that
/// calls go on while their signature is fixed. It ends by itself.
///
/// @param until when it ends
record SignatureBypass(Set<BypassableWebhook> webhooks, Instant until, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(SignatureBypass.class);
  private static final Duration LASTS = Duration.ofMinutes(30);

  SignatureBypass {
    webhooks = Set.copyOf(webhooks);
  }

  /// A bypass that begins now.
  static SignatureBypass begin(Set<BypassableWebhook> webhooks, InstantSource clock) {
    return new SignatureBypass(webhooks, clock.instant().plus(LASTS), clock);
  }

  /// Tells the log of it, loudly, if there is one.
  void announce() {
    if (isOn()) {
      LOG.atWarn()
          .addKeyValue("routes", webhooks.stream().map(BypassableWebhook::word).sorted().toList())
          .addKeyValue("until", until)
          .log("THE SIGNATURE CHECK IS BYPASSED: anybody can send these requests");
    }
  }

  boolean isOn() {
    return !webhooks.isEmpty() && clock.instant().isBefore(until);
  }

  /// Whether the webhook with this path is answered without a good signature now.
  boolean covers(String path) {
    return isOn() && webhooks.stream().anyMatch(webhook -> path(webhook).equals(path));
  }

  /// What `/health` says of it; nothing when it is off.
  Optional<JsonObject> report() {
    if (!isOn()) {
      return Optional.empty();
    }
    var words = new JsonArray();
    webhooks.stream().sorted().map(BypassableWebhook::word).forEach(words::add);
    return Optional.of(new JsonObject().put("routes", words).put("until", until.toString()));
  }

  private static String path(BypassableWebhook webhook) {
    return switch (webhook) {
      case STREAM_ENDED -> TwilioPaths.STREAM_ENDED;
      case CALL_STATUS -> TwilioPaths.CALL_STATUS;
    };
  }
}
