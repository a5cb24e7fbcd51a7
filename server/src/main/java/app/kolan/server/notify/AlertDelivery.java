package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.jobs.Claims;
import app.kolan.server.jobs.PollingLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due in the outbox: one alert at a time to a destination, several destinations at
/// once, each on a thread of its own.
///
/// An alert that is being sent shows a sign of life. One whose server died shows none: another
/// server sends it again, under the same identifier, as the same server does at its next start.
final class AlertDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);

  /// What is due and was not begun waits for a sending that ends, which wakes.
  private static final Duration BUSY = Duration.ofSeconds(1);

  private static final int BATCH = 100;
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_OF_MAIL = 4;
  private static final String MAIL = "mail:";

  private final AlertStore store;
  private final AlertMaker maker;
  private final Map<Channel, AlertChannel> channels;
  private final AlertRetries retries;
  private final InstantSource clock;
  private final Consumer<AlertEvent> listener;

  /// The destinations to which something is sent.
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  private final Claims<Alert> claims;

  /// @param channels stay the caller's to close
  /// @param listener receives the outcome of alerts, on the thread that sends; must not throw
  AlertDelivery(
      AlertStore store,
      AlertMaker maker,
      Map<Channel, AlertChannel> channels,
      AlertRetries retries,
      InstantSource clock,
      Consumer<AlertEvent> listener) {
    this.store = store;
    claims = new Claims<>(store::renew);
    this.maker = maker;
    this.channels = channels;
    this.retries = retries;
    this.clock = clock;
    this.listener = listener;
  }

  /// Keeps what is being sent, and begins to send what is due.
  ///
  /// @param loop starts the threads
  void round(PollingLoop loop, Instant now) {
    claims.renew(now);
    for (Alert alert : store.findDue(now, BATCH)) {
      if (loop.isClosing() || busy.size() >= MOST_AT_ONCE) {
        return;
      }
      String destination = alert.destination();
      if (!isFull(destination) && busy.add(destination)) {
        loop.begin(
            "alert-" + alert.id().substring(0, 8),
            () -> deliver(alert),
            () -> {
              claims.remove(destination);
              busy.remove(destination);
            });
      }
    }
  }

  private boolean isFull(String destination) {
    return destination.startsWith(MAIL)
        && busy.stream().filter(each -> each.startsWith(MAIL)).count() >= MOST_OF_MAIL;
  }

  /// When the next round comes.
  ///
  /// @param latest in any case
  Instant next(Instant now, Instant latest) {
    Instant next = latest;
    if (!busy.isEmpty()) {
      next = earlier(next, now.plus(Claims.SIGN_OF_LIFE));
    }
    if (busy.size() < MOST_AT_ONCE) {
      Instant due = store.nextDue().orElse(next);
      if (due.isBefore(next)) {
        next = due.isAfter(now) ? due : earlier(next, now.plus(BUSY));
      }
    }
    return next;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Whether something is being sent.
  boolean isSending() {
    return !busy.isEmpty();
  }

  private void deliver(Alert found) {
    Instant now = clock.instant();
    Optional<BusinessSettings> business = maker.business(found.business());
    Optional<AlertRule> rule = business.flatMap(known -> maker.rule(known, found));
    if (rule.isPresent() && found.kind() != AlertKind.TEST) {
      Instant free = rule.get().quiet().endAt(now);
      if (free.isAfter(now) && found.state() != AlertState.SENDING) {
        store.hold(found, free, now);
        return;
      }
    }
    Alert alert = store.claim(found, now.plus(Claims.LENGTH), now).orElse(null);
    if (alert == null) {
      return;
    }
    Claims<Alert>.Claim claim = claims.add(found.destination(), alert);
    try {
      settle(claim, business.isEmpty() ? unreadable() : send(alert, rule, business.get(), now));
    } catch (InterruptedException e) {
      // The stop: it is sent again after the next start, under the same identifier.
    }
  }

  /// Its key may come back, and another server of the database may have it.
  private static AlertChannel.Sent unreadable() {
    return new AlertChannel.Sent.Failed(
        "this server cannot read the settings of the business; give it the secret key that they"
            + " were written with",
        null,
        false);
  }

  private AlertChannel.Sent send(
      Alert alert, Optional<AlertRule> rule, BusinessSettings business, Instant now)
      throws InterruptedException {
    String obstacle =
        rule.isEmpty()
            ? "the settings no longer name this destination"
            : maker.obsolete(alert, now).orElse(null);
    return obstacle == null
        ? send(alert, rule.orElseThrow(), business)
        : new AlertChannel.Sent.Failed(obstacle, null, true);
  }

  private AlertChannel.Sent send(Alert alert, AlertRule rule, BusinessSettings business)
      throws InterruptedException {
    try {
      return channel(alert).send(alert, rule, business);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("alert", alert.id()).setCause(e).log("sending an alert has failed");
      return new AlertChannel.Sent.Failed("a fault of the server, see its log", null, false);
    }
  }

  private AlertChannel channel(Alert alert) {
    AlertChannel channel = channels.get(alert.channel());
    return channel == null
        ? (_, _, _) -> new AlertChannel.Sent.Failed("this server has no such channel", null, false)
        : channel;
  }

  private void settle(Claims<Alert>.Claim claim, AlertChannel.Sent sent) {
    Instant now = clock.instant();
    Alert alert = claim.work();
    switch (sent) {
      case AlertChannel.Sent.Taken(String id, Integer code) -> {
        String carrierId = id.isEmpty() ? null : id;
        attempted(claim, new Alert.Attempt(AlertState.SENT, now, code, null, carrierId), now);
        LOG.atInfo()
            .addKeyValue("alert", alert.id())
            .addKeyValue("kind", alert.kind())
            .addKeyValue("channel", alert.channel())
            .log("alert sent");
        listener.accept(new AlertEvent.Sent(alert));
      }
      case AlertChannel.Sent.Failed(String why, Integer code, boolean isLasting) -> {
        boolean over =
            isLasting
                || now.isAfter(alert.retrySince().plus(retries.giveUpAfter()))
                    && alert.attempts() > 0;
        Duration pause =
            retries.pauseAfter(alert.attempts() + 1, ThreadLocalRandom.current().nextDouble());
        AlertState state = over ? AlertState.FAILED : AlertState.WAITING;
        attempted(claim, new Alert.Attempt(state, now.plus(pause), code, why, null), now);
        LOG.atWarn()
            .addKeyValue("alert", alert.id())
            .addKeyValue("channel", alert.channel())
            .addKeyValue("problem", why)
            .addKeyValue("given_up", over)
            .log("alert not sent");
        listener.accept(new AlertEvent.Failed(alert, why, over));
      }
    }
  }

  private void attempted(Claims<Alert>.Claim claim, Alert.Attempt attempt, Instant now) {
    claim.settle(alert -> store.attempted(alert, attempt, now));
  }
}
