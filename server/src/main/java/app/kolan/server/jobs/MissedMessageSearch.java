package app.kolan.server.jobs;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// When [MissedMessages] are looked for: soon after a start, since the newest call in the ledger,
/// and after each trouble of the store, since it began. While Twilio cannot be asked, again and
/// again.
///
/// A start leaves the machine to its callers first: loading an HTTPS client takes a good part of
/// the time that the server itself needs to start.
///
/// Safe to share.
public final class MissedMessageSearch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MissedMessageSearch.class);
  private static final Duration AFTER_A_START = Duration.ofSeconds(10);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final MissedMessages messages;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("missed-messages").daemon().factory());

  private MissedMessageSearch(MissedMessages messages) {
    this.messages = messages;
  }

  /// Looks in a few seconds, and after each trouble.
  ///
  /// @param whenOpen does something once the database can be used
  public static MissedMessageSearch start(
      MissedMessages messages, CallStore calls, StoreMonitor store, Consumer<Runnable> whenOpen) {
    return start(messages, calls, store, whenOpen, AFTER_A_START);
  }

  static MissedMessageSearch start(
      MissedMessages messages,
      CallStore calls,
      StoreMonitor store,
      Consumer<Runnable> whenOpen,
      Duration afterStart) {
    var search = new MissedMessageSearch(messages);
    whenOpen.accept(
        () ->
            calls.latest(1).stream()
                .findFirst()
                .map(LoggedCall::arrivedAt)
                .ifPresent(since -> search.begin(since, Duration.ZERO, afterStart)));
    store.onRecovered(trouble -> search.begin(trouble.since(), Duration.ZERO, Duration.ZERO));
    return search;
  }

  /// @param pause the one before this attempt; none before the first
  private void begin(Instant since, Duration pause, Duration delay) {
    try {
      var _ = thread.schedule(() -> look(since, pause), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // The next start looks.
    }
  }

  private void look(Instant since, Duration pause) {
    try {
      if (messages.find(since)) {
        return;
      }
      LOG.atLevel(pause.isZero() ? Level.WARN : Level.DEBUG)
          .addKeyValue("since", since)
          .log("Twilio could not be asked for messages that were missed; Kolan goes on asking");
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return;
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("missed messages are looked for later");
    } catch (RuntimeException fault) {
      LOG.error("missed messages could not be looked for", fault);
    }
    Duration doubled = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    begin(since, next, next);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
