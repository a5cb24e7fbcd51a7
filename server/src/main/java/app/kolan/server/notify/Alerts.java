package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.notify.AlertStore.Cause;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people what happens in calls. Any thread may use it; a call never waits for it.
/*
 *   ledger: calls that are over ─▶ AlertMaker ─▶ outbox ─▶ one sending at a time to a destination
 *                ▲                                 ▲
 *   woken by news of calls, and every half         └─ woken when the next one is due
 *   minute for what no news told
 *
 * A call is looked at a second after its end, when its last words and its recording are known. One
 * that left something waits for its summary, for three seconds at most. What
 * a crash cuts off is found again: a call that is not marked as looked at, an alert whose sender
 * has not said what came of it. */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  /// The start itself is left to calls.
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private static final Duration AFTER_THE_END = Duration.ofSeconds(1);
  private static final Duration WITHOUT_AN_END = Duration.ofMinutes(2);
  private static final Duration LOOK_BACK = Duration.ofDays(1);
  private static final Duration SLOW_POLL = Duration.ofSeconds(30);
  private static final Duration LATE_COMMIT = Duration.ofMinutes(5);

  /// How long a sending may take before another server takes it over; longer than any channel.
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private static final int BATCH = 100;
  private static final int MOST_FAILURES = 3;
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_OF_MAIL = 4;
  private static final String MAIL = "mail:";

  private final AlertStore store;
  private final AlertMaker maker;
  private final Map<Channel, AlertChannel> channels;
  private final AlertRetries retries;
  private final InstantSource clock;
  private final boolean isShared;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<Thread, String> senders = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("alerts").unstarted(this::run);
  private volatile boolean closing;
  private final List<Consumer<AlertEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Map<Cause, Integer> failures = new HashMap<>();
  private final List<AlertWatch> watches = new CopyOnWriteArrayList<>();
  private final Debouncer callNews = new Debouncer(AFTER_THE_END.plusMillis(50));
  private boolean woken;
  private @Nullable Instant scannedAt;
  private @Nullable Instant since;

  /// When a cause that waits for a summary is looked at again at the latest.
  private @Nullable Instant waitingUntil;

  private final AtomicBoolean isSummarised = new AtomicBoolean();

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
    this.retries = retries;
    this.isShared = isShared;
    this.clock = clock;
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
    alerts.thread.start();
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

  /// Has this look, too, for something to tell.
  public void add(AlertWatch watch) {
    watches.add(watch);
  }

  /// Says that a call or a recording has news. Does not wait.
  public void callHasNews() {
    callNews.trigger(clock.instant());
    wake();
  }

  /// Says that the work on some call is over, which alerts may wait for. Does not wait.
  public void afterCallDone() {
    isSummarised.set(true);
    wake();
  }

  /// Tells of something beside the calls, once for each cause.
  ///
  /// @param cause what makes it one, such as `promise:7:due:1764400000000`
  /// @param call what it has to do with, whose lead is told, too; null for none
  /// @param more adds what is told
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
    wake();
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
    wake();
    return found;
  }

  /// Sends an alert again; false when there is none, or it is just being sent.
  ///
  /// @throws StoreException when it cannot be written down
  public boolean sendAgain(long business, String id) {
    boolean found = store.sendAgain(business, id, clock.instant());
    wake();
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

  private void run() {
    try {
      pause(FIRST_LOOK);
      if (!isShared) {
        attempt(() -> store.release(clock.instant()));
      }
      while (!closing) {
        attempt(this::round);
        pause();
      }
    } catch (InterruptedException e) {
      // The stop.
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      if (!closing) {
        LOG.atWarn().addKeyValue("code", e.code()).log("alerts wait until the ledger can be used");
      }
    } catch (RuntimeException e) {
      LOG.error("a round of alerts has failed, and the next comes", e);
    }
  }

  /// Looks at what is new, and begins to send what is due.
  void round() {
    Instant now = clock.instant();
    if (!now.isBefore(nextScan(now))) {
      callNews.fired(now);
      scannedAt = now;
      attempt(() -> scan(now));
    }
    send(now);
  }

  private Instant nextScan(Instant now) {
    Instant usual = scannedAt == null ? now : scannedAt.plus(SLOW_POLL);
    if (waitingUntil != null) {
      Instant bound = isSummarised.get() ? now : waitingUntil;
      usual = bound.isBefore(usual) ? bound : usual;
    }
    Instant latest = usual;
    return callNews.dueAt().filter(at -> at.isBefore(latest)).orElse(latest);
  }

  private void scan(Instant now) {
    Instant from = since == null ? now.minus(LOOK_BACK) : since;
    List<Cause> causes;
    isSummarised.set(false);
    waitingUntil = null;
    boolean isWhole = true;
    do {
      causes = store.findCauses(from, now.minus(AFTER_THE_END), now.minus(WITHOUT_AN_END), BATCH);
      for (Cause cause : causes) {
        isWhole &= look(cause, now);
      }
    } while (causes.size() >= BATCH && isWhole && !closing);
    watches.forEach(watch -> attempt(() -> watch.look(now, this)));
    Instant next = now.minus(WITHOUT_AN_END).minus(LATE_COMMIT);
    since = next.isAfter(from) ? next : from;
  }

  /// Makes the alerts of a cause. One of which none can be made, by a fault of ours, is left out
  /// after some attempts: it must not hold the others up.
  ///
  /// @return whether it is done with; not when it waits for the summary of its call
  private boolean look(Cause cause, Instant now) {
    List<String> marks = List.of();
    try {
      marks = maker.marks(cause);
      Optional<Instant> waits = maker.waitsUntil(cause).filter(until -> until.isAfter(now));
      if (waits.isPresent()) {
        Instant until = waits.get();
        waitingUntil = waitingUntil == null || until.isBefore(waitingUntil) ? until : waitingUntil;
        return false;
      }
      int added = store.add(marks, maker.of(cause, now), now);
      failures.remove(cause);
      if (added > 0) {
        LOG.atInfo()
            .addKeyValue("call", cause.call())
            .addKeyValue("alerts", added)
            .log("people are told of the call");
      }
      return true;
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      int failed = failures.merge(cause, 1, Integer::sum);
      boolean isGivenUp = failed >= MOST_FAILURES && !marks.isEmpty();
      LOG.atError()
          .addKeyValue("call", cause.call())
          .addKeyValue("given_up", isGivenUp)
          .setCause(e)
          .log("nobody could be told of the call");
      if (isGivenUp) {
        failures.remove(cause);
        int _ = store.add(marks, List.of(), now);
      }
      return isGivenUp;
    }
  }

  private void send(Instant now) {
    for (Alert alert : store.findDue(now, BATCH)) {
      if (closing || senders.size() >= MOST_AT_ONCE) {
        return;
      }
      long mails = busy.stream().filter(each -> each.startsWith(MAIL)).count();
      boolean isFull = alert.destination().startsWith(MAIL) && mails >= MOST_OF_MAIL;
      if (!isFull && busy.add(alert.destination())) {
        begin(alert);
      }
    }
  }

  private void begin(Alert alert) {
    Thread sender =
        Thread.ofVirtual()
            .name("alert-" + alert.id().substring(0, 8))
            .unstarted(
                () -> {
                  try {
                    attempt(() -> deliver(alert));
                  } finally {
                    busy.remove(alert.destination());
                    senders.remove(Thread.currentThread());
                    wake();
                  }
                });
    senders.put(sender, alert.id());
    sender.start();
  }

  private void deliver(Alert found) {
    Instant now = clock.instant();
    Optional<BusinessSettings> business = maker.business(found.business());
    Optional<AlertRule> rule =
        business.flatMap(
            known ->
                known.business().profile().alerts().stream()
                    .filter(each -> each.destination().equals(found.destination()))
                    .findFirst());
    if (rule.isPresent() && found.kind() != AlertKind.TEST) {
      Instant free = rule.get().quiet().endAt(now);
      if (free.isAfter(now) && found.state() != AlertState.SENDING) {
        store.hold(found, free, now);
        return;
      }
    }
    Alert alert = store.claim(found, now.plus(CLAIM), now).orElse(null);
    if (alert == null) {
      return;
    }
    try {
      AlertChannel.Sent sent =
          rule.isEmpty()
              ? new AlertChannel.Sent.Failed(
                  "the settings no longer name this destination", null, true)
              : send(alert, rule.get(), business.orElseThrow());
      settle(alert, sent);
    } catch (InterruptedException e) {
      // The stop: it is sent again after the next start, under the same identifier.
    }
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

  private void settle(Alert alert, AlertChannel.Sent sent) {
    Instant now = clock.instant();
    switch (sent) {
      case AlertChannel.Sent.Taken(String id, Integer code) -> {
        String carrierId = id.isEmpty() ? null : id;
        store.attempted(alert, new Alert.Attempt(AlertState.SENT, now, code, null, carrierId), now);
        LOG.atInfo()
            .addKeyValue("alert", alert.id())
            .addKeyValue("kind", alert.kind())
            .addKeyValue("channel", alert.channel())
            .log("alert sent");
        tell(new AlertEvent.Sent(alert));
      }
      case AlertChannel.Sent.Failed(String why, Integer code, boolean isLasting) -> {
        boolean over =
            isLasting
                || now.isAfter(alert.retrySince().plus(retries.giveUpAfter()))
                    && alert.attempts() > 0;
        Duration pause =
            retries.pauseAfter(alert.attempts() + 1, ThreadLocalRandom.current().nextDouble());
        AlertState state = over ? AlertState.FAILED : AlertState.WAITING;
        store.attempted(alert, new Alert.Attempt(state, now.plus(pause), code, why, null), now);
        LOG.atWarn()
            .addKeyValue("alert", alert.id())
            .addKeyValue("channel", alert.channel())
            .addKeyValue("problem", why)
            .addKeyValue("given_up", over)
            .log("alert not sent");
        tell(new AlertEvent.Failed(alert, why, over));
      }
    }
  }

  private void tell(AlertEvent event) {
    for (Consumer<AlertEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("alert", event.alert().id())
            .setCause(e)
            .log("who listens for alerts has failed");
      }
    }
  }

  /// Whether something is being sent.
  boolean isSending() {
    return !senders.isEmpty();
  }

  private void wake() {
    lock.lock();
    try {
      woken = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for news, and no longer than until there is something to do.
  private void pause() throws InterruptedException {
    Instant now = clock.instant();
    Instant next = nextScan(now);
    boolean full = senders.size() >= MOST_AT_ONCE;
    Optional<Instant> due = full ? Optional.empty() : nextDue();
    if (due.isPresent() && due.get().isBefore(next)) {
      // What is due and was not begun waits for a sending that ends, which wakes.
      next = due.get().isAfter(now) ? due.get() : now.plus(AFTER_THE_END);
    }
    pause(Duration.between(now, next));
  }

  @SuppressWarnings("WaitNotInLoop") // a wake too early only makes a round that finds nothing
  private void pause(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      if (!woken && !closing) {
        boolean _ = news.await(Math.max(1, longest.toNanos()), TimeUnit.NANOSECONDS);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Instant> nextDue() {
    try {
      return store.nextDue();
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /// Stops within seconds; what is being sent is given up, and sent after the next start.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    Set<Thread> sending = Set.copyOf(senders.keySet());
    sending.forEach(Thread::interrupt);
    try {
      boolean _ = thread.join(Duration.ofSeconds(2));
      for (Thread sender : sending) {
        boolean _ = sender.join(Duration.ofMillis(500));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channels.values().forEach(AlertChannel::close);
  }
}
