package app.kolan.server.store.postgres;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.RepeatableWrite;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Transactions on connections of a pool, which are run again where that may help.
///
/// One that was undone by another one (40001, 40P01) is run again. One whose connection was lost is
/// run again as well; when it was lost at the commit, nobody knows whether that happened, and the
/// work is told so. Safe to share.
final class Transactions {
  private static final int MOST_RUNS = 5;

  /// No run is begun later than this.
  private static final Duration LATEST_RUN = Duration.ofMillis(2500);

  private final HikariDataSource connections;
  private final Jdbi jdbi;

  /// @param jdbi of these connections
  Transactions(HikariDataSource connections, Jdbi jdbi) {
    this.connections = connections;
    this.jdbi = jdbi;
  }

  /// Runs a piece of work in a transaction, and again where that may help.
  ///
  /// @throws RuntimeException as the last run has failed
  <T> T run(RepeatableWrite<T> work) {
    var runs = new Runs();
    RuntimeException lost = null;
    while (true) {
      try {
        return runOnce(work, runs);
      } catch (RuntimeException failure) {
        if (lost != null && PostgresFailures.isCheckoutTimeout(failure)) {
          // There is no connection because the one before was lost; the pool alone would seem full.
          throw lost;
        }
        if (!runs.mayRepeat(failure)) {
          throw failure;
        }
        lost = PostgresFailures.isConnectionLost(failure) ? failure : lost;
      }
    }
  }

  private <T> T runOnce(RepeatableWrite<T> work, Runs runs) {
    try (Handle handle = connect()) {
      T result;
      handle.begin();
      try {
        result = work.apply(handle, runs.mayBeDone);
      } catch (RuntimeException | Error failure) {
        rollback(handle, failure);
        throw failure;
      }
      try {
        handle.commit();
      } catch (RuntimeException failure) {
        if (!PostgresFailures.isUndoneByAnother(failure)) {
          runs.mayBeDone = true;
        }
        rollback(handle, failure);
        throw failure;
      }
      return result;
    }
  }

  /// A pool that may still grow and has no connection waits for the server, not for its users.
  private Handle connect() {
    try {
      return jdbi.open();
    } catch (RuntimeException failure) {
      boolean isFull =
          connections.getHikariPoolMXBean().getTotalConnections()
              >= connections.getMaximumPoolSize();
      if (!isFull && PostgresFailures.isPoolExhausted(failure)) {
        throw new StoreException(
            Code.LEDGER_UNREACHABLE, "the database server gave no connection in time", failure);
      }
      throw failure;
    }
  }

  private static void rollback(Handle handle, Throwable failure) {
    try {
      handle.rollback();
    } catch (RuntimeException alreadyUndone) {
      failure.addSuppressed(alreadyUndone);
    }
  }

  /// The runs of one piece of work.
  private static final class Runs {
    final long begun = System.nanoTime();
    int number = 1;
    boolean mayBeDone;

    boolean mayRepeat(RuntimeException failure) {
      boolean inTime = System.nanoTime() - begun < LATEST_RUN.toNanos();
      boolean worthwhile =
          PostgresFailures.isUndoneByAnother(failure)
              || (PostgresFailures.isConnectionLost(failure)
                  && !PostgresFailures.isCheckoutTimeout(failure));
      return inTime && worthwhile && number++ < MOST_RUNS;
    }
  }
}
