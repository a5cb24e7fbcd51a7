package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the tables of a database up to date, and does then what a start needs of it: at once, or
/// as soon as its server is there. Until the tables are up to date nobody may use them. Safe to
/// share.
final class DatabaseOpening implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final PostgresAddress address;
  private final boolean isPatient;

  /// What is to be done, in its order. Taken by the thread alone.
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  private volatile boolean isOpen;
  private volatile boolean closed;
  private @Nullable Code reported;
  private @Nullable ScheduledExecutorService thread;

  private DatabaseOpening(PostgresAddress address, boolean isPatient) {
    this.address = address;
    this.isPatient = isPatient;
  }

  /// Does it now. Servers that start at the same moment wait for each other's migration.
  ///
  /// @throws StoreException when it cannot be reached or used, or a newer Kolan wrote it
  static DatabaseOpening now(PostgresAddress address) {
    var opening = new DatabaseOpening(address, false);
    opening.open();
    return opening;
  }

  /// Does it now, or while the server cannot be reached some time later.
  ///
  /// @throws StoreException when it can be reached and cannot be used
  static DatabaseOpening patiently(PostgresAddress address) {
    var opening = new DatabaseOpening(address, true);
    try {
      opening.open();
    } catch (StoreException e) {
      if (e.code() != Code.LEDGER_UNREACHABLE) {
        throw e;
      }
      opening.report(e);
      opening.tryOn();
    }
    return opening;
  }

  private void open() {
    try {
      PostgresMigration.run(address);
    } catch (FlywayException | SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be opened: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
    isOpen = true;
  }

  private synchronized void tryOn() {
    if (thread == null && !closed) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofVirtual().name("database-opening").factory());
      long pause = BETWEEN_TRIES.toMillis();
      var _ = thread.scheduleWithFixedDelay(this::tryAgain, pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  private void tryAgain() {
    try {
      if (!isOpen) {
        open();
        LOG.info("the database is there; what waited for it begins");
      }
      for (Runnable task = waiting.peek(); task != null; task = waiting.peek()) {
        task.run();
        waiting.remove();
      }
    } catch (StoreException e) {
      report(e);
      if (isOpen && !e.code().mayPass()) {
        waiting.remove();
      }
    } catch (RuntimeException e) {
      StoreException trouble = PostgresFailures.of("what waits for the database has failed", e);
      if (trouble.code().mayPass()) {
        report(trouble);
        return;
      }
      LOG.error("what waits for the database has failed", e);
      if (isOpen) {
        waiting.remove();
      }
    }
  }

  private void report(StoreException e) {
    if (e.code() != reported) {
      reported = e.code();
      LOG.atError()
          .addKeyValue("why", e.getMessage())
          .log("the database is not there yet: callers are asked for messages meanwhile");
    }
  }

  /// @throws StoreException while the tables may not be used
  void admit() {
    if (!isOpen) {
      throw new StoreException(
          Code.LEDGER_UNREACHABLE,
          "the database server has not been reached since the start",
          null);
    }
  }

  /// See [app.kolan.server.store.sql.SqlDatabase#whenOpen].
  void whenOpen(Runnable task) {
    if (isOpen && waiting.isEmpty()) {
      try {
        task.run();
        return;
      } catch (StoreException e) {
        if (!isPatient || !e.code().mayPass()) {
          throw e;
        }
        report(e);
      }
    }
    waiting.add(task);
    tryOn();
  }

  boolean isOpen() {
    return isOpen;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
