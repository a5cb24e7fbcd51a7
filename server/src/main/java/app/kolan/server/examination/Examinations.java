package app.kolan.server.examination;

import app.kolan.server.examination.ExaminationRun.State;
import app.kolan.server.examination.ExaminationRun.Step;
import app.kolan.server.examination.Examiner.ChangeResult;
import app.kolan.server.examination.LatestExaminations.Kind;
import app.kolan.server.threads.BackgroundThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The examinations of this server: one at a time, each on a thread of its own and for minutes at
/// most. The latest of each business is kept, and so is the last change that was made for it: other
/// servers of the database show them too, while they run and after. Safe to share.
public final class Examinations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Examinations.class);

  /// Far longer than one takes whose checks all run into their own bounds.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// How often other servers learn how far one is.
  private static final Duration SHOWN_ELSEWHERE = Duration.ofSeconds(2);

  private static final Duration LETTING_GO = Duration.ofSeconds(5);

  private final Supplier<Optional<Examiner>> examiner;
  private final InstantSource clock;
  private final Duration longest;
  private final LatestExaminations kept;
  private final AtomicBoolean changing = new AtomicBoolean();
  private @Nullable Thread running;
  private @Nullable ExaminationRun current;
  private long lastId;
  private boolean closed;

  /// A change that was made, and can be taken back.
  public record Change(NumberChange change, String by, Instant at) {}

  /// @param examiner empty where its module is not installed; asked at the first examination
  /// @param store asked for when somebody first wants to see an examination
  public Examinations(
      Supplier<Optional<Examiner>> examiner,
      Supplier<ExaminationStore> store,
      InstantSource clock) {
    this(examiner, store, clock, LONGEST);
  }

  Examinations(
      Supplier<Optional<Examiner>> examiner,
      Supplier<ExaminationStore> store,
      InstantSource clock,
      Duration longest) {
    this.examiner = examiner;
    this.kept = new LatestExaminations(store);
    this.clock = clock;
    this.longest = longest;
  }

  /// Whether anybody is there to examine.
  public boolean arePossible() {
    return examiner.get().isPresent();
  }

  /// The latest of a business, running or over, at this server or another. Blocks for the database.
  ///
  /// @param whole the latest that looked at everything, or at the business's numbers alone
  public Optional<ExaminationRun> latest(long business, boolean whole) {
    var kind = new Kind(business, whole);
    ExaminationRun own = current();
    return own != null && Kind.of(own).equals(kind)
        ? Optional.of(own)
        : kept.run(kind).map(this::asOfNow);
  }

  private synchronized @Nullable ExaminationRun current() {
    return current;
  }

  /// One that runs for longer than any does was on a server that is gone.
  private ExaminationRun asOfNow(ExaminationRun run) {
    Instant end = run.startedAt().plus(longest).plus(LETTING_GO.multipliedBy(2));
    return run.isRunning() && clock.instant().isAfter(end)
        ? with(run, State.ABANDONED, null, run.findings(), List.of())
        : run;
  }

  /// What was changed last for a business. Blocks for the database.
  public Optional<Change> lastChange(long business) {
    return kept.change(business);
  }

  /// Begins an examination.
  ///
  /// @param by who wants it, as in the audit log
  /// @return false when another one runs, or nobody is there to examine
  public synchronized boolean begin(ExaminationSubject subject, String by) {
    Examiner found = examiner.get().orElse(null);
    if (running != null || closed || found == null) {
      return false;
    }
    lastId = Math.max(lastId + 1, clock.millis());
    var run =
        new ExaminationRun(
            lastId,
            subject.business(),
            subject.whole(),
            by,
            clock.instant(),
            State.RUNNING,
            null,
            List.of(),
            List.of());
    current = run;
    // The database of an examined server is read by native code, which would pin a virtual thread.
    Thread worker =
        BackgroundThreads.factory(Thread.ofPlatform().name("examination").daemon())
            .newThread(() -> examine(found, subject, run));
    running = worker;
    worker.start();
    Thread.ofVirtual().name("examination-bound").start(() -> bound(worker));
    return true;
  }

  private void bound(Thread worker) {
    try {
      Duration wait = longest;
      while (!worker.join(wait)) {
        worker.interrupt();
        // A check may take the first interruption for its own failure, and go on to the next.
        wait = LETTING_GO;
      }
    } catch (InterruptedException _) {
      worker.interrupt();
    }
  }

  private void examine(Examiner examiner, ExaminationSubject subject, ExaminationRun begun) {
    var findings = new ArrayList<ExaminationFinding>();
    var progress =
        new Examiner.Progress() {
          private Instant due = clock.instant();

          @Override
          public void begins(ExaminationFinding.Part part, String check) {
            at(with(begun, State.RUNNING, new Step(part, check), findings, List.of()));
          }

          @Override
          public void found(List<ExaminationFinding> found) {
            findings.addAll(found);
            ExaminationRun run = with(begun, State.RUNNING, null, findings, List.of());
            at(run);
            if (!clock.instant().isBefore(due)) {
              due = clock.instant().plus(SHOWN_ELSEWHERE);
              kept.keep(run);
            }
          }
        };
    State end = State.FAILED;
    List<NumberChange> possible = List.of();
    try {
      kept.keep(begun);
      possible = examiner.examine(subject, progress);
      end = State.DONE;
    } catch (InterruptedException _) {
      end = State.ABANDONED;
    } catch (RuntimeException | LinkageError e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getClass().getSimpleName())
          .log("an examination has failed");
      LOG.debug("an examination has failed", e);
    } finally {
      end(with(begun, end, null, findings, possible));
    }
  }

  private synchronized void at(ExaminationRun run) {
    current = run;
  }

  /// Other servers see it before the next one may begin.
  private void end(ExaminationRun run) {
    // A check may have left an interruption, and the thread does nothing else.
    boolean _ = Thread.interrupted();
    try {
      kept.keep(run);
    } finally {
      synchronized (this) {
        running = null;
        current = null;
      }
    }
  }

  private static ExaminationRun with(
      ExaminationRun begun,
      State state,
      @Nullable Step current,
      List<ExaminationFinding> findings,
      List<NumberChange> possible) {
    return new ExaminationRun(
        begun.id(),
        begun.business(),
        begun.whole(),
        begun.by(),
        begun.startedAt(),
        state,
        current,
        findings,
        possible);
  }

  /// A change that the latest examinations of a business found possible, or the one that takes the
  /// last change back.
  ///
  /// @param id as [NumberChange#id] has it
  public Optional<NumberChange> change(long business, String id) {
    var known = new ArrayList<NumberChange>();
    latest(business, false).ifPresent(run -> known.addAll(run.changes()));
    latest(business, true).ifPresent(run -> known.addAll(run.changes()));
    lastChange(business).ifPresent(made -> known.add(made.change().reversed()));
    return known.stream().filter(change -> change.id().equals(id)).findFirst();
  }

  /// Makes a change at Twilio, and waits for it; one at a time.
  ///
  /// @param by who wants it, as in the audit log
  /// @return empty when another change is being made, or nobody is there to make it
  public Optional<ChangeResult> make(ExaminationSubject subject, NumberChange change, String by)
      throws InterruptedException {
    Examiner found = examiner.get().orElse(null);
    if (found == null || !changing.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      ChangeResult result = found.make(subject, change);
      boolean maybeChanged =
          switch (result) {
            case ChangeResult.Made _ -> true;
            case ChangeResult.Outdated _ -> false;
            case ChangeResult.Failed failed -> failed.maybeChanged();
          };
      if (maybeChanged) {
        kept.keep(subject.business(), new Change(change, by, clock.instant()));
      }
      return Optional.of(result);
    } finally {
      changing.set(false);
    }
  }

  /// Ends the examination that runs.
  @Override
  public void close() {
    Thread worker;
    synchronized (this) {
      closed = true;
      worker = running;
    }
    if (worker != null) {
      worker.interrupt();
      try {
        boolean _ = worker.join(LETTING_GO);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
