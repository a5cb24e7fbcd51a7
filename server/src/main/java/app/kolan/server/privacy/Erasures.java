package app.kolan.server.privacy;

import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.server.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the erasures that are asked for, one at a time, on a thread of its own. They are
/// durable: what a stop cuts off goes on at the next start, or at another server of the database.
///
/// Rows and files go at once. The database is written anew, which holds up those who write to it,
/// when no conversation runs, and after a while in any case; once for all that were asked for
/// together, as for the calls of a list.
public final class Erasures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// How often a server looks for files of calls that another one has erased.
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  /// How often a server shows that it is at an erasure, where others could take it over.
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /// An erasure that shows nothing for so long is nobody's.
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final Duration LONGEST_WAIT_FOR_QUIET = Duration.ofMinutes(15);

  /// As many have the database written anew together.
  private static final int MOST_AT_ONCE = 100;

  private final PrivacyStore store;
  private final Eraser eraser;
  private final IntSupplier conversations;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("erasures").factory());
  private final ScheduledExecutorService signs =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("erasures-sign").factory());

  /// Those whose rows are gone. Used by the thread of the erasures.
  private final List<Rewriting> rewriting = new ArrayList<>();

  /// Those that this server is at.
  private final Set<Long> current = ConcurrentHashMap.newKeySet();

  private boolean isFirst;

  /// An erasure whose rows are gone.
  private record Rewriting(ErasureRequest request, Erased erased, Instant since) {}

  private Erasures(
      PrivacyStore store,
      Eraser eraser,
      IntSupplier conversations,
      boolean isShared,
      InstantSource clock) {
    this.store = store;
    isFirst = !isShared;
    this.eraser = eraser;
    this.conversations = conversations;
    this.clock = clock;
  }

  /// Starts it, with those that an earlier run left.
  ///
  /// @param dataFolder of this server
  /// @param conversations how many run
  /// @param isShared whether other servers may be at erasures of the same database
  public static Erasures start(
      PrivacyStore store,
      Eraser eraser,
      Path dataFolder,
      IntSupplier conversations,
      boolean isShared,
      InstantSource clock) {
    var erasures = new Erasures(store, eraser, conversations, isShared, clock);
    var _ =
        erasures.thread.scheduleWithFixedDelay(
            erasures::round, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    if (isShared) {
      var _ =
          erasures.signs.scheduleWithFixedDelay(
              erasures::showSign,
              SIGN_OF_LIFE.toMillis(),
              SIGN_OF_LIFE.toMillis(),
              TimeUnit.MILLISECONDS);
      var files = new ErasedFiles(store, dataFolder);
      var _ =
          erasures.thread.scheduleWithFixedDelay(
              () -> look(files), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
    return erasures;
  }

  /// What would be erased.
  ///
  /// @param holds the legal holds that are in the way
  public record Preview(Selection selection, Erased erased, List<LegalHold> holds) {}

  /// Says what would go, and changes nothing.
  ///
  /// @throws PrivacyRefusal when there is no such contact or call
  public Preview preview(ErasureScope scope) {
    Selection selection = eraser.select(scope);
    return new Preview(selection, eraser.count(selection), store.holdsOn(selection));
  }

  /// Writes an erasure down and begins with it soon; a call of his that is under way is waited for.
  ///
  /// @throws PrivacyRefusal when there is no such contact or call, or a legal hold is in the way
  public ErasureRequest request(long business, ErasureScope scope, String actor) {
    Selection selection = eraser.select(scope);
    eraser.requireNoHold(selection);
    ErasureRequest request =
        store.add(business, scope, selection.calls().size(), actor, clock.instant());
    try {
      thread.execute(this::round);
    } catch (RejectedExecutionException closing) {
      // The next start goes on with it.
    }
    return request;
  }

  private void showSign() {
    try {
      current.forEach(at -> store.showSign(at, clock.instant()));
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("the heartbeat of an erasure is late");
    }
  }

  private static void look(ErasedFiles files) {
    try {
      int _ = files.look();
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("files of erased calls are deleted later");
    } catch (RuntimeException e) {
      LOG.error("files of erased calls could not be deleted, which is tried again", e);
    }
  }

  private void round() {
    try {
      beginAll();
      if (!rewriting.isEmpty()) {
        finish();
      }
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("an erasure goes on later");
    } catch (RuntimeException e) {
      LOG.error("an erasure has failed, and is tried again", e);
    }
    current.retainAll(rewriting.stream().map(work -> work.request().id()).toList());
  }

  /// Begins those that wait, up to one that has to wait on: it would be taken again and again.
  private void beginAll() {
    var begun = new HashSet<Long>();
    for (int i = 0; i < MOST_AT_ONCE && rewriting.size() < MOST_AT_ONCE; i++) {
      // What this server left at its last stop is not waited for.
      Instant now = clock.instant();
      Instant stale = isFirst ? now : now.minus(STALE);
      isFirst = false;
      Optional<ErasureRequest> next = store.claim(stale, now);
      if (next.isEmpty()) {
        return;
      }
      long id = next.get().id();
      boolean isKnown = !current.add(id) && isRewriting(id);
      if (!isKnown) {
        begin(next.get());
      }
      if (!begun.add(id)) {
        return;
      }
    }
  }

  private boolean isRewriting(long id) {
    return rewriting.stream().anyMatch(work -> work.request().id() == id);
  }

  private void begin(ErasureRequest request) {
    Erased erased = request.erased();
    if (request.state() == State.DELETING) {
      try {
        Selection selection = eraser.select(request.scope());
        eraser.requireNoHold(selection);
        if (eraser.isUnderWay(selection)) {
          store.progress(
              request.id(),
              State.WAITING,
              erased,
              "A call of his is under way or just over; it is erased after it.",
              clock.instant());
          return;
        }
        Erased before = erased;
        erased =
            before.plus(
                eraser.delete(
                    selection,
                    sum ->
                        store.progress(
                            request.id(),
                            State.DELETING,
                            before.plus(sum),
                            null,
                            clock.instant())));
      } catch (PrivacyRefusal refusal) {
        if (refusal.kind() != PrivacyRefusal.Kind.UNKNOWN || erased.calls() == 0) {
          store.progress(
              request.id(),
              State.FAILED,
              erased,
              String.valueOf(refusal.getMessage()),
              clock.instant());
          return;
        }
      }
      store.progress(request.id(), State.REWRITING, erased, null, clock.instant());
    }
    rewriting.add(new Rewriting(request, erased, clock.instant()));
  }

  private void finish() {
    Instant now = clock.instant();
    boolean isQuiet = conversations.getAsInt() == 0;
    if (!isQuiet && now.isBefore(rewriting.getFirst().since().plus(LONGEST_WAIT_FOR_QUIET))) {
      return;
    }
    try {
      eraser.rewrite();
    } catch (StoreException e) {
      for (Rewriting work : rewriting) {
        store.progress(
            work.request().id(),
            State.REWRITING,
            work.erased(),
            "The database could not be written anew yet: " + e.getMessage(),
            clock.instant());
      }
      throw e;
    }
    while (!rewriting.isEmpty()) {
      Rewriting work = rewriting.getFirst();
      store.progress(work.request().id(), State.DONE, work.erased(), null, clock.instant());
      rewriting.removeFirst();
      LOG.atInfo()
          .addKeyValue("erasure", work.request().id())
          .addKeyValue("calls", work.erased().calls())
          .log("erased");
    }
  }

  @Override
  public void close() {
    signs.shutdownNow();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
