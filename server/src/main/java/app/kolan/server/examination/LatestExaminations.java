package app.kolan.server.examination;

import app.kolan.server.examination.Examinations.Change;
import app.kolan.server.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The latest examinations of businesses, and their last changes, for all servers of a database.
/// What a database does not take is kept in memory, and known to this server alone. Safe to share.
final class LatestExaminations {
  private static final Logger LOG = LoggerFactory.getLogger(LatestExaminations.class);
  private static final String CHANGE = "CHANGE";

  private final Supplier<ExaminationStore> store;

  /// What the database has not taken.
  private final Map<Kind, ExaminationRun> runs = new HashMap<>();

  private final Map<Long, Change> changes = new HashMap<>();

  /// An examination of everything is for other eyes than that of a business's numbers.
  record Kind(long business, boolean whole) {
    static Kind of(ExaminationRun run) {
      return new Kind(run.business(), run.whole());
    }

    private String name() {
      return whole ? "WHOLE" : "NUMBERS";
    }
  }

  /// @param store asked for at the first examination
  LatestExaminations(Supplier<ExaminationStore> store) {
    this.store = store;
  }

  /// @throws StoreException when the database does not answer, and this server knows none itself
  Optional<ExaminationRun> run(Kind kind) {
    return later(
        own(kind),
        () -> store.get().find(kind.business(), kind.name()).flatMap(ExaminationJson::run),
        ExaminationRun::startedAt);
  }

  /// Another server may have kept a later one, once the database took some again.
  private static <T> Optional<T> later(
      @Nullable T own, Supplier<Optional<T>> stored, Function<T, Instant> at) {
    if (own == null) {
      return stored.get();
    }
    try {
      return stored
          .get()
          .filter(other -> at.apply(other).isAfter(at.apply(own)))
          .or(() -> Optional.of(own));
    } catch (StoreException _) {
      return Optional.of(own);
    }
  }

  private synchronized @Nullable ExaminationRun own(Kind kind) {
    return runs.get(kind);
  }

  void keep(ExaminationRun run) {
    Kind kind = Kind.of(run);
    boolean kept =
        tried(
            () ->
                store
                    .get()
                    .keep(kind.business(), kind.name(), run.id(), ExaminationJson.write(run)));
    synchronized (this) {
      if (kept) {
        runs.remove(kind);
      } else {
        runs.put(kind, run);
      }
    }
  }

  /// @throws StoreException when the database does not answer, and this server knows none itself
  Optional<Change> change(long business) {
    return later(
        ownChange(business),
        () -> store.get().find(business, CHANGE).flatMap(ExaminationJson::change),
        Change::at);
  }

  private synchronized @Nullable Change ownChange(long business) {
    return changes.get(business);
  }

  /// Keeps a change; what was found before it is no longer so.
  void keep(long business, Change change) {
    boolean kept =
        tried(
            () -> {
              ExaminationStore to = store.get();
              // The last that is made counts, whatever the servers' clocks say.
              to.keep(business, CHANGE, 0, ExaminationJson.write(change));
              to.remove(business, new Kind(business, true).name());
              to.remove(business, new Kind(business, false).name());
            });
    synchronized (this) {
      runs.remove(new Kind(business, true));
      runs.remove(new Kind(business, false));
      if (kept) {
        changes.remove(business);
      } else {
        changes.put(business, change);
      }
    }
  }

  private static boolean tried(Runnable work) {
    try {
      work.run();
      return true;
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("code", e.code())
          .log("an examination could not be kept; this server alone knows it");
      return false;
    }
  }
}
