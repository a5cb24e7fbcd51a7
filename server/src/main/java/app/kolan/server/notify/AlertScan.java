package app.kolan.server.notify;

import app.kolan.server.notify.AlertStore.Cause;
import app.kolan.server.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for calls that are over and of which nobody was told, and puts their alerts into the
/// outbox. News may be told on any thread; all else is done on one.
///
/// A call is looked at a second after its end, when its last words and its recording are known. One
/// that left something waits for its summary, for three seconds at most. What a crash cuts off is
/// found again: a call that is not marked as looked at.
final class AlertScan {
  private static final Logger LOG = LoggerFactory.getLogger(AlertScan.class);
  private static final Duration AFTER_THE_END = Duration.ofSeconds(1);
  private static final Duration WITHOUT_AN_END = Duration.ofMinutes(2);
  private static final Duration LOOK_BACK = Duration.ofDays(1);
  private static final Duration SLOW_POLL = Duration.ofSeconds(30);
  private static final Duration LATE_COMMIT = Duration.ofMinutes(5);
  private static final int BATCH = 100;
  private static final int MOST_FAILURES = 3;

  private final AlertStore store;
  private final AlertMaker maker;
  private final BooleanSupplier isClosing;
  private final Map<Cause, Integer> failures = new HashMap<>();
  private final Debouncer callNews = new Debouncer(AFTER_THE_END.plusMillis(50));
  private final AtomicBoolean isSummarised = new AtomicBoolean();
  private @Nullable Instant scannedAt;
  private @Nullable Instant since;

  /// When a cause that waits for a summary is looked at again at the latest.
  private @Nullable Instant waitingUntil;

  AlertScan(AlertStore store, AlertMaker maker, BooleanSupplier isClosing) {
    this.store = store;
    this.maker = maker;
    this.isClosing = isClosing;
  }

  /// A call or a recording has news.
  void callHasNews(Instant at) {
    callNews.trigger(at);
  }

  /// The work on some call is over, which one may wait for.
  void afterCallDone() {
    isSummarised.set(true);
  }

  /// When to look next.
  Instant next(Instant now) {
    Instant usual = scannedAt == null ? now : scannedAt.plus(SLOW_POLL);
    if (waitingUntil != null) {
      Instant bound = isSummarised.get() ? now : waitingUntil;
      usual = bound.isBefore(usual) ? bound : usual;
    }
    Instant latest = usual;
    return callNews.dueAt().filter(at -> at.isBefore(latest)).orElse(latest);
  }

  /// Looks, from when a look that failed began.
  ///
  /// @throws StoreException when the store cannot be used; the next look finds the same
  void look(Instant now) {
    callNews.fired(now);
    scannedAt = now;
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
    } while (causes.size() >= BATCH && isWhole && !isClosing.getAsBoolean());
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
      return failed(cause, marks, now, e);
    }
  }

  private boolean failed(Cause cause, List<String> marks, Instant now, RuntimeException fault) {
    int failed = failures.merge(cause, 1, Integer::sum);
    boolean isGivenUp = failed >= MOST_FAILURES && !marks.isEmpty();
    LOG.atError()
        .addKeyValue("call", cause.call())
        .addKeyValue("given_up", isGivenUp)
        .setCause(fault)
        .log("nobody could be told of the call");
    if (isGivenUp) {
      failures.remove(cause);
      int _ = store.add(marks, List.of(), now);
    }
    return isGivenUp;
  }
}
