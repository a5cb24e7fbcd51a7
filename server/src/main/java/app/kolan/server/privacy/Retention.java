package app.kolan.server.privacy;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.RetentionPolicy;
import app.kolan.server.privacy.PrivacyStore.OldCall;
import app.kolan.server.privacy.RetentionRun.State;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.StoreException;
import app.kolan.server.threads.BackgroundThreads;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what has had its time, once a day in each business, after three in the morning by its
/// clocks. What it did is a row. On a thread of its own, in batches of twenty calls, each a
/// transaction, so that calls wait for none for long.
///
/// A run that a stop cut off is taken up again: the row says that it is not finished, and what was
/// deleted is not found again.
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
  private static final Duration STALE = Duration.ofMinutes(30);
  private static final int FIRST_HOUR = 3;

  private final PrivacyStore store;
  private final Eraser eraser;
  private final CallFiles files;
  private final BusinessDirectory directory;
  private final Runnable alsoDaily;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());

  /// On which day the files of a business were looked through last, by its identifier.
  private final Map<Long, String> cleaned = new HashMap<>();

  private volatile boolean closing;

  private Retention(
      PrivacyStore store,
      Eraser eraser,
      CallFiles files,
      BusinessDirectory directory,
      Runnable alsoDaily,
      InstantSource clock) {
    this.store = store;
    this.eraser = eraser;
    this.files = files;
    this.directory = directory;
    this.alsoDaily = alsoDaily;
    this.clock = clock;
  }

  /// Starts it; the first look comes a minute later.
  ///
  /// @param files of this server, and of the archive of sounds, where there is one
  /// @param alsoDaily is run at each look, for what the server as a whole keeps no longer
  public static Retention start(
      PrivacyStore store,
      Eraser eraser,
      CallFiles files,
      BusinessDirectory directory,
      Runnable alsoDaily,
      InstantSource clock) {
    var retention = new Retention(store, eraser, files, directory, alsoDaily, clock);
    var _ =
        retention.thread.scheduleWithFixedDelay(
            retention::look,
            FIRST_LOOK.toMillis(),
            BETWEEN_LOOKS.toMillis(),
            TimeUnit.MILLISECONDS);
    return retention;
  }

  /// Begins a run at once.
  ///
  /// @return empty when the business keeps everything
  public Optional<RetentionRun> runNow(long business) {
    return settings(business)
        .map(settings -> settings.business().profile().retention().days())
        .filter(days -> !days.isEmpty())
        .flatMap(
            days -> {
              Instant now = clock.instant();
              Optional<RetentionRun> run =
                  store.beginRun(business, "asked:" + UUID.randomUUID(), days, now, now);
              run.ifPresent(
                  begun ->
                      thread.execute(
                          () -> guarded(() -> BackgroundThreads.run(() -> carryOut(begun)))));
              return run;
            });
  }

  /// After how many days a business deletes what.
  public RetentionPolicy policy(long business) {
    return settings(business)
        .map(settings -> settings.business().profile().retention())
        .orElse(RetentionPolicy.NONE);
  }

  private Optional<BusinessSettings> settings(long business) {
    return directory.current(business);
  }

  void look() {
    guarded(alsoDaily);
    for (BusinessSettings settings : directory.all()) {
      guarded(() -> look(settings));
    }
  }

  private void look(BusinessSettings settings) {
    Map<String, Integer> days = settings.business().profile().retention().days();
    Instant now = clock.instant();
    ZonedDateTime there = now.atZone(settings.business().locale().zone());
    if (days.isEmpty() || there.getHour() < FIRST_HOUR || closing) {
      return;
    }
    long business = settings.business().id();
    String day = there.toLocalDate().toString();
    Optional<RetentionRun> run = store.beginRun(business, day, days, now.minus(STALE), now);
    if (run.isPresent()) {
      BackgroundThreads.run(() -> carryOut(run.get()));
    } else if (!day.equals(cleaned.put(business, day))) {
      clean(business, days, now);
    }
  }

  /// Deletes the files of this server that have had their time, when the run of the day is another
  /// server's: that one has the rows and its own data folder.
  private void clean(long business, Map<String, Integer> days, Instant now) {
    Set<CallSid> held = store.heldCalls(business);
    var all = new ArrayList<>(files.calls());
    for (int i = 0; i < all.size() && !closing; i += Eraser.BATCH) {
      List<CallSid> some = all.subList(i, Math.min(all.size(), i + Eraser.BATCH));
      old(business, days.get("sound"), some, held, now).forEach(files::deleteSoundsHere);
      old(business, days.get("tapes"), some, held, now).forEach(files::deleteTapes);
    }
  }

  private List<CallSid> old(
      long business, @Nullable Integer days, List<CallSid> calls, Set<CallSid> held, Instant now) {
    return days == null
        ? List.of()
        : store.oldCalls(business, now.minus(Duration.ofDays(days)), calls).stream()
            .filter(call -> !held.contains(call))
            .toList();
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("retention goes on later");
    } catch (RuntimeException e) {
      LOG.error("retention has failed", e);
    }
  }

  private void carryOut(RetentionRun begun) {
    var counts = new LinkedHashMap<>(begun.counts());
    try {
      Set<CallSid> held = store.heldCalls(begun.business());
      int kept = 0;
      StoreException away = null;
      for (var kind : begun.days().entrySet()) {
        Instant before = begun.startedAt().minus(Duration.ofDays(kind.getValue()));
        try {
          kept +=
              kind.getKey().equals("tapes")
                  ? tapes(begun, before, held, counts)
                  : calls(begun, kind.getKey(), before, held, counts);
        } catch (StoreException e) {
          if (!isOfSounds(e)) {
            throw e;
          }
          away = e;
        }
      }
      if (away != null) {
        throw away;
      }
      if (!closing) {
        store.progress(row(begun, State.DONE, counts, kept, null, clock.instant()));
        LOG.atInfo()
            .addKeyValue("business", begun.business())
            .addKeyValue("deleted", counts)
            .log("retention");
      }
    } catch (StoreException e) {
      // It stays unfinished, and is taken up again.
      LOG.atWarn().addKeyValue("code", e.code()).log("retention goes on later");
    } catch (RuntimeException e) {
      store.progress(
          row(begun, State.FAILED, counts, 0, "it is in the server's log", clock.instant()));
      throw e;
    }
  }

  /// @return how many calls were held
  private int calls(
      RetentionRun run,
      String kind,
      Instant before,
      Set<CallSid> held,
      Map<String, Integer> counts) {
    int kept = 0;
    OldCall place = OldCall.FIRST;
    List<OldCall> page;
    do {
      page = store.oldCalls(kind, run.business(), before, place, Eraser.BATCH);
      var batch = new ArrayList<CallSid>();
      for (OldCall each : page) {
        var call = new CallSid(each.sid());
        if (held.contains(call)) {
          kept++;
        } else {
          batch.add(call);
        }
        place = each;
      }
      if (!batch.isEmpty()) {
        drop(kind, batch);
        counts.merge(kind, batch.size(), Integer::sum);
        store.progress(row(run, State.RUNNING, counts, kept, null, null));
      }
    } while (page.size() == Eraser.BATCH && !closing);
    if (kind.equals("calls") && !closing) {
      store
          .deleteOver(run.business(), before)
          .forEach(
              (what, rows) -> {
                if (rows > 0) {
                  counts.merge(what, rows, Integer::sum);
                }
              });
    }
    return kept;
  }

  private void drop(String kind, List<CallSid> calls) {
    switch (kind) {
      case "sound" -> {
        calls.forEach(files::deleteSounds);
        store.dropSounds(calls);
      }
      case "words" -> store.dropWords(calls);
      case "calls" -> {
        store.keepAppointments(calls, clock.instant());
        Erased _ = eraser.deleteCalls(calls);
      }
      default -> throw new IllegalStateException("no kind: " + kind);
    }
  }

  /// Whether the archive of sounds fails, without which words and tapes can go all the same.
  private static boolean isOfSounds(StoreException e) {
    return e.code() == StoreException.Code.SOUND_STORE_UNREACHABLE
        || e.code() == StoreException.Code.SOUND_STORE_REFUSED;
  }

  private int tapes(
      RetentionRun run, Instant before, Set<CallSid> held, Map<String, Integer> counts) {
    int kept = 0;
    var all = new ArrayList<>(files.withTapes());
    for (int i = 0; i < all.size() && !closing; i += Eraser.BATCH) {
      List<CallSid> some = all.subList(i, Math.min(all.size(), i + Eraser.BATCH));
      for (CallSid call : store.oldCalls(run.business(), before, some)) {
        if (held.contains(call)) {
          kept++;
        } else {
          files.deleteTapes(call);
          counts.merge("tapes", 1, Integer::sum);
        }
      }
    }
    return kept;
  }

  private RetentionRun row(
      RetentionRun run,
      State state,
      Map<String, Integer> counts,
      int held,
      @Nullable String problem,
      @Nullable Instant finishedAt) {
    return new RetentionRun(
        run.id(),
        run.business(),
        run.once(),
        state,
        run.days(),
        counts,
        held,
        problem,
        run.startedAt(),
        clock.instant(),
        finishedAt);
  }

  @Override
  public void close() {
    closing = true;
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
