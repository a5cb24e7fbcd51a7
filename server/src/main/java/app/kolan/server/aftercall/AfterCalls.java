package app.kolan.server.aftercall;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.jobs.Claims;
import app.kolan.server.jobs.PollingLoop;
import app.kolan.server.provider.CurrentCall;
import app.kolan.server.store.AfterCallStore;
import app.kolan.server.store.AfterCallStore.Work;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.server.usage.UsageMeter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what is left to do of calls that are over, a few at a time. Any thread may use it; a call
/// never waits for it.
/*
 *   follow-up ─▶ store: calls that are due ─▶ one thread for each call ─▶ words, summary
 *                 ▲                             │ kept by a sign of life every few seconds
 *                 └── due again ────────────────┘
 *
 * What a crash cuts off is due at the next start, or, where servers share a database, as soon as it
 * shows no sign of life. Each step stores what it has brought, so that none is paid for twice but
 * the one that was cut off. */
public final class AfterCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCalls.class);

  private static final Duration SLOW_POLL = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(5);
  private static final int BATCH = 50;

  /// More would take from live calls what the same providers allow.
  private static final int MOST_AT_ONCE = 4;

  private static final int MOST_OF_A_BUSINESS = 2;
  private static final int MOST_FAULTS = 5;

  /// A call that was taken more often than this has brought the server down: no model is asked any
  /// more about it.
  private static final int MOST_TAKEN = 20;

  /// How long a server leaves a call to the one that has its sounds.
  private static final Duration ELSEWHERE = Duration.ofMinutes(10);

  private final AfterCallStore store;
  private final Stores stores;
  private final AudioFiles audio;
  private final BusinessDirectory directory;
  private final AfterCallProviders providers;
  private final AfterCallWork steps;
  private final MonthlyLimits limits;
  private final boolean isShared;
  private final AfterCallSettings settings;
  private final InstantSource clock;
  private final Runnable listener;
  private final PollingLoop loop = new PollingLoop("after-calls", new Rounds());
  private final Claims<Work> claims;

  private final class Rounds implements PollingLoop.Work {
    @Override
    public void begin() {
      if (!isShared) {
        store.release(clock.instant());
      }
    }

    @Override
    public void round() {
      AfterCalls.this.round();
    }

    @Override
    public Duration pause() {
      Instant now = clock.instant();
      Instant next = now.plus(isWorking() ? Claims.SIGN_OF_LIFE : SLOW_POLL);
      Instant due = store.nextDue().orElse(next);
      if (due.isBefore(next)) {
        // What is due and was not begun waits for other work that ends, which wakes.
        next = due.isAfter(now) ? due : now.plus(SHORT);
      }
      return Duration.between(now, next);
    }
  }

  AfterCalls(
      Stores stores,
      AudioFiles audio,
      BusinessDirectory directory,
      UsageMeter meter,
      MonthlyLimits limits,
      boolean isShared,
      AfterCallSettings settings,
      Duration pace,
      AfterCallRetries retries,
      Runnable listener,
      InstantSource clock) {
    this.store = stores.afterCalls();
    claims = new Claims<>(store::renew);
    this.stores = stores;
    this.audio = audio;
    this.directory = directory;
    this.providers = new AfterCallProviders(meter);
    this.steps = new AfterCallWork(stores, audio, new RecordingTranscriber(pace), retries, clock);
    this.limits = limits;
    this.isShared = isShared;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
  }

  /// Starts it; the first look at the store comes a moment later.
  ///
  /// @param meter takes what is used of providers
  /// @param limits of the businesses: one that has reached its limit asks no provider
  /// @param isShared whether other servers may use the database
  /// @param listener is called when the work on a call is over; must not block
  public static AfterCalls start(
      Stores stores,
      AudioFiles audio,
      BusinessDirectory directory,
      UsageMeter meter,
      MonthlyLimits limits,
      boolean isShared,
      AfterCallSettings settings,
      Runnable listener,
      InstantSource clock) {
    var started =
        new AfterCalls(
            stores,
            audio,
            directory,
            meter,
            limits,
            isShared,
            settings,
            RecordingTranscriber.USUAL_PACE,
            AfterCallRetries.usual(),
            listener,
            clock);
    started.loop.start();
    return started;
  }

  /// Says that something may be left to do. Does not wait.
  public void wake() {
    loop.wake();
  }

  /// Keeps what is under way, and begins what is due.
  void round() {
    Instant now = clock.instant();
    claims.renew(now);
    for (Work work : store.findDue(now, BATCH)) {
      if (loop.isClosing() || claims.size() >= MOST_AT_ONCE) {
        return;
      }
      long ofBusiness =
          claims.works().stream().filter(taken -> taken.business() == work.business()).count();
      if (!claims.has(work.call())
          && ofBusiness < MOST_OF_A_BUSINESS
          && !(isShared && isElsewhere(work, now))) {
        store.claim(work, now.plus(Claims.LENGTH), now).ifPresent(this::begin);
      }
    }
  }

  /// Whether another server has the sounds: each has a data folder of its own, which they leave for
  /// a common archive at the soonest when this is over.
  private boolean isElsewhere(Work work, Instant now) {
    return now.isBefore(work.dueAt().plus(ELSEWHERE))
        && stores.transcriptions().findToTranscribe(work.call()).stream()
            .anyMatch(sound -> !Files.exists(audio.resolve(sound.audioFile())));
  }

  private void begin(Work work) {
    Claims<Work>.Claim claim = claims.add(work.call(), work);
    loop.begin(
        "after-" + work.call().value(),
        () -> CurrentCall.run(work.call(), () -> loop.attempt(() -> finish(claim))),
        () -> {
          claims.remove(work.call());
          listener.run();
        });
  }

  private void finish(Claims<Work>.Claim claim) {
    Work work = claim.work();
    try {
      Optional<Instant> next = settings(work).isEmpty() ? Optional.empty() : run(work);
      Instant now = clock.instant();
      if (next.isEmpty()) {
        claim.settle(taken -> store.done(taken, now));
      } else {
        claim.settle(taken -> store.putBack(taken, next.get(), now));
      }
    } catch (InterruptedException e) {
      // The stop: it is done again after the next start.
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      boolean isOver = work.attempts() >= MOST_FAULTS;
      LOG.atError()
          .addKeyValue("call", work.call())
          .addKeyValue("given_up", isOver)
          .setCause(e)
          .log("the work after a call could not be done");
      Instant now = clock.instant();
      if (isOver) {
        claim.settle(taken -> store.done(taken, now));
      } else {
        claim.settle(taken -> store.putBack(taken, now.plus(AFTER_A_FAULT), now));
      }
    }
  }

  private Optional<Instant> run(Work work) throws InterruptedException {
    BusinessSettings business = settings(work).orElseThrow();
    boolean isUsedUp = limits.reached(business.business()) != null;
    return steps.run(
        work,
        business,
        isUsedUp ? List.of() : providers.speechToTexts(business),
        isUsedUp || work.attempts() > MOST_TAKEN ? List.of() : providers.models(business),
        settings.translates() && business.business().profile().translatesCalls());
  }

  private Optional<BusinessSettings> settings(Work work) {
    return directory.current(work.business());
  }

  /// Whether something is being done.
  boolean isWorking() {
    return claims.size() > 0;
  }

  /// Stops within seconds; what is under way is given up, and done after the next start.
  @Override
  public void close() {
    loop.close();
    providers.close();
  }
}
