package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people what happens in calls. Any thread may use it; a call never waits for it.
/*
 *   ledger: calls that are over ─▶ AlertScan ─▶ outbox ─▶ AlertDelivery ─▶ AlertChannel
 *                ▲                                 ▲
 *   woken by news of calls, and every half         └─ woken when the next one is due
 *   minute for what no news told
 */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  private final AlertStore store;
  private final AlertMaker maker;
  private final Map<Channel, AlertChannel> channels;
  private final InstantSource clock;
  private final PollingLoop loop;
  private final AlertScan scan;
  private final AlertDelivery delivery;
  private final List<Consumer<AlertEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<AlertWatch> watches = new CopyOnWriteArrayList<>();

  private Alerts(
      AlertStore store,
      AlertMaker maker,
      Map<Channel, AlertChannel> channels,
      AlertRetries retries,
      boolean isShared,
      InstantSource clock) {
    this.store = store;
    this.maker = maker;
    this.channels = Map.copyOf(channels);
    this.clock = clock;
    loop = new PollingLoop("alerts", new Rounds(isShared));
    scan = new AlertScan(store, maker, loop::isClosing);
    delivery = new AlertDelivery(store, maker, this.channels, retries, clock, this::tell);
  }

  private final class Rounds implements PollingLoop.Work {
    private final boolean isShared;

    Rounds(boolean isShared) {
      this.isShared = isShared;
    }

    @Override
    public void begin() {
      if (!isShared) {
        store.release(clock.instant());
      }
    }

    @Override
    public void round() {
      Alerts.this.round();
    }

    @Override
    public Duration pause() {
      Instant now = clock.instant();
      return Duration.between(now, delivery.next(now, scan.next(now)));
    }
  }

  /// Starts it; the first look at the ledger comes a moment later.
  ///
  /// @param channels is closed with this
  /// @param isShared whether other servers may use the database
  public static Alerts start(
      AlertStore store,
      Stores stores,
      BusinessDirectory directory,
      AlertLinks links,
      Map<Channel, AlertChannel> channels,
      boolean isShared,
      InstantSource clock) {
    Alerts alerts =
        idle(store, stores, directory, links, channels, isShared, AlertRetries.usual(), clock);
    alerts.loop.start();
    return alerts;
  }

  /// Alerts without a thread, whose rounds a test makes itself.
  static Alerts idle(
      AlertStore store,
      Stores stores,
      BusinessDirectory directory,
      AlertLinks links,
      Map<Channel, AlertChannel> channels,
      boolean isShared,
      AlertRetries retries,
      InstantSource clock) {
    return new Alerts(
        store, new AlertMaker(stores, directory, links), channels, retries, isShared, clock);
  }

  /// Tells what becomes of alerts, on the thread that sends or that was told; it must not wait for
  /// anything remote. What it throws is logged.
  public void listen(Consumer<AlertEvent> listener) {
    listeners.add(listener);
  }

  /// Has these devices told, too.
  public void tellAlso(AlertDevices devices) {
    maker.tellAlso(devices);
  }

  /// Has this look, too, for something to tell.
  public void add(AlertWatch watch) {
    watches.add(watch);
  }

  /// Says that a call or a recording has news. Does not wait.
  public void callHasNews() {
    scan.callHasNews(clock.instant());
    loop.wake();
  }

  /// Says that the work on some call is over, which alerts may wait for. Does not wait.
  public void afterCallDone() {
    scan.afterCallDone();
    loop.wake();
  }

  /// Tells of something beside the calls, once for each cause.
  ///
  /// @param cause what makes it one, such as `promise:7:due:1764400000000`
  /// @param call what it has to do with, whose lead is reported, too; null for none
  /// @param more adds to the facts
  /// @return how many alerts come of it
  /// @throws StoreException when it cannot be written down
  public int raise(
      long business,
      AlertKind kind,
      String cause,
      @Nullable CallSid call,
      Consumer<AlertFacts> more) {
    return raise(business, kind, cause, call, more, _ -> true).size();
  }

  /// Writes down alerts that were made elsewhere, once for each mark.
  ///
  /// @param mark what makes it one, with the business
  /// @throws StoreException when it cannot be written down
  void add(String mark, List<Alert.Draft> drafts, Instant now) {
    int _ = store.add(List.of(mark), drafts, now);
    loop.wake();
  }

  /// The same for some of the business's rules.
  ///
  /// @return the identifiers of the alerts that come of it
  List<String> raise(
      long business,
      AlertKind kind,
      String cause,
      @Nullable CallSid call,
      Consumer<AlertFacts> more,
      Predicate<AlertRule> rules) {
    Optional<BusinessSettings> settings = maker.business(business);
    if (settings.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Alert.Draft> drafts = maker.of(settings.get(), kind, cause, call, more, rules, now);
    int added = store.add(List.of(business + ":" + cause), drafts, now);
    loop.wake();
    return added == 0 ? List.of() : drafts.stream().map(Alert.Draft::id).toList();
  }

  /// Sends a test to destinations of a business, also in their quiet times.
  ///
  /// @return the alerts; empty when it has no such rules
  /// @throws StoreException when it cannot be written down
  public List<Alert> test(long business, Predicate<AlertRule> rules) {
    String cause = "test:" + UUID.randomUUID();
    return raise(business, AlertKind.TEST, cause, null, _ -> {}, rules).stream()
        .flatMap(id -> store.find(business, id).stream())
        .toList();
  }

  /// Sends alerts again that were sent or given up; of more than this many none.
  ///
  /// @return how many; empty when there are more than that
  /// @throws StoreException when it cannot be written down
  public OptionalInt sendAgain(AlertReplay replay, int most) {
    OptionalInt found = store.sendAgain(replay, most, clock.instant());
    loop.wake();
    return found;
  }

  /// Sends an alert again; false when there is none, or it is just being sent.
  ///
  /// @throws StoreException when it cannot be written down
  public boolean sendAgain(long business, String id) {
    boolean found = store.sendAgain(business, id, clock.instant());
    loop.wake();
    return found;
  }

  /// The identifier of a rule: the same as long as it tells the same address.
  public String ruleId(long business, AlertRule rule) {
    return ruleId(business, rule.destination());
  }

  /// The identifier of the rule with this destination, as [AlertRule#destination] has it.
  public String ruleId(long business, String destination) {
    return AlertMaker.id(business, "rule", destination);
  }

  /// A carrier told what became of a message.
  ///
  /// @param status its word, such as `delivered`
  /// @param code its code; null for none
  /// @param detail why, in words; null for nothing to say
  public void carrierTold(
      String carrierId, String status, @Nullable Integer code, @Nullable String detail) {
    Optional<Alert> alert = store.carrierTold(carrierId, status, code, detail, clock.instant());
    alert.ifPresent(told -> tell(new AlertEvent.Told(told, status, detail)));
    if (alert.isPresent() && detail != null) {
      LOG.atWarn()
          .addKeyValue("alert", alert.get().id())
          .addKeyValue("status", status)
          .addKeyValue("problem", detail)
          .log("an alert did not arrive");
    }
  }

  /// Looks at what is new, and begins to send what is due.
  void round() {
    Instant now = clock.instant();
    if (!now.isBefore(scan.next(now))) {
      loop.attempt(() -> scan.look(now));
      watches.forEach(watch -> loop.attempt(() -> watch.look(now, this)));
    }
    delivery.round(loop, now);
  }

  private void tell(AlertEvent event) {
    for (Consumer<AlertEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("alert", event.alert().id())
            .setCause(e)
            .log("a listener for alerts has failed");
      }
    }
  }

  /// Whether something is being sent.
  boolean isSending() {
    return delivery.isSending();
  }

  /// Stops within seconds; what is being sent is given up, and sent after the next start.
  @Override
  public void close() {
    loop.close();
    channels.values().forEach(AlertChannel::close);
  }
}
