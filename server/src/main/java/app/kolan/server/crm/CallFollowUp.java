package app.kolan.server.crm;

import app.kolan.server.store.CrmStores;
import app.kolan.server.store.FollowUpStore.Pending;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows up calls that are over: gives their leads a contact and a timeline, and has them found
/// by the search. The calls themselves never wait for it: what they write notes, in the same
/// transaction, that there is something to follow up, and that is looked for each second, and when
/// a call ends.
///
/// The same thread looks at the clock of promises.
///
/// What a crash cuts off is done again, and changes nothing that was done.
final class CallFollowUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallFollowUp.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// Behind news of a call, so that several make one round.
  private static final Duration AFTER_NEWS = Duration.ofMillis(50);

  private static final int BATCH = 50;

  /// In one round: what an update leaves to do takes its time, and leaves the disk to calls.
  private static final int MOST_BATCHES = 10;

  /// A call that fails so often is given up; that is a bug, and is logged.
  private static final int MOST_FAILURES = 5;

  /// Nobody is notified of an older lead: it comes of an upgrade or of an import.
  private static final Duration NEWS = Duration.ofDays(1);

  private final CrmStores stores;
  private final PromiseClock promises;
  private final CrmListener listener;
  private final Runnable followed;
  private final InstantSource clock;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private final Map<CallSid, Integer> failures = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("crm-follow-up").factory());
  private boolean isAway;

  CallFollowUp(CrmStores stores, CrmListener listener, InstantSource clock) {
    this(stores, listener, () -> {}, clock);
  }

  /// @param followed is run after calls were followed up; must not block
  CallFollowUp(CrmStores stores, CrmListener listener, Runnable followed, InstantSource clock) {
    this.followed = followed;
    this.stores = stores;
    promises = new PromiseClock(stores.promises(), listener, clock);
    this.listener = listener;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::round, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Says that a call has news. Does not wait.
  void wake() {
    if (!isWoken.compareAndSet(false, true)) {
      return;
    }
    try {
      var _ =
          thread.schedule(
              () -> {
                isWoken.set(false);
                round();
              },
              AFTER_NEWS.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // The next start looks.
    }
  }

  /// Follows up what there is, in batches.
  void round() {
    try {
      promises.round();
      boolean more = true;
      for (int batch = 0; more && batch < MOST_BATCHES && !thread.isShutdown(); batch++) {
        List<Pending> ready = stores.followUps().ready(clock.instant(), BATCH);
        ready.forEach(this::attempt);
        if (!ready.isEmpty()) {
          followed.run();
        }
        more = ready.size() == BATCH && failures.isEmpty();
      }
      isAway = false;
    } catch (StoreException e) {
      if (!isAway && !thread.isShutdown()) {
        isAway = true;
        LOG.atWarn().addKeyValue("code", e.code()).log("calls are followed up later");
      }
    } catch (RuntimeException e) {
      LOG.error("following up calls has failed, and goes on", e);
    }
  }

  private void attempt(Pending call) {
    try {
      follow(call);
      failures.remove(call.call());
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      int failed = failures.merge(call.call(), 1, Integer::sum);
      LOG.atError()
          .addKeyValue("call", call.call())
          .addKeyValue("given_up", failed >= MOST_FAILURES)
          .setCause(e)
          .log("a call could not be followed up");
      if (failed >= MOST_FAILURES) {
        failures.remove(call.call());
        stores.followUps().done(call);
      }
    }
  }

  private void follow(Pending call) {
    Instant now = clock.instant();
    Optional<WorkedLead> lead = stores.followUps().follow(call.call(), now);
    lead.filter(known -> known.lead().createdAt().isAfter(now.minus(NEWS)))
        .ifPresent(known -> listener.happened(new CrmEvent.LeadKnown(known)));
    stores.followUps().done(call);
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean _ = thread.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
