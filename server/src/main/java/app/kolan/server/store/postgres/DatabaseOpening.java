package app.kolan.server.store.postgres;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the tables of a database up to date: at once, or as soon as its server is there. Until
/// then nothing else may use them. Safe to share.
final class DatabaseOpening implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final PostgresAddress address;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile boolean isOpen;
  private @Nullable Code reported;
  private @Nullable ScheduledExecutorService thread;

  private DatabaseOpening(PostgresAddress address) {
    this.address = address;
  }

  /// Does it now. Servers that start at the same moment wait for each other's migration.
  ///
  /// @throws StoreException when it cannot be reached or used, or a newer Kolan wrote it
  static DatabaseOpening now(PostgresAddress address) {
    var opening = new DatabaseOpening(address);
    opening.open();
    return opening;
  }

  /// Does it now, or while the server cannot be reached some time later.
  ///
  /// @throws StoreException when it can be reached and cannot be used
  static DatabaseOpening patiently(PostgresAddress address) {
    var opening = new DatabaseOpening(address);
    try {
      opening.open();
    } catch (StoreException e) {
      if (e.code() != Code.LEDGER_UNREACHABLE) {
        throw e;
      }
      opening.tryOn(e);
    }
    return opening;
  }

  private void open() {
    try {
      Schema.migrate(PostgresConnections.unpooled(address));
    } catch (FlywayException | SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be opened: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
    List<Runnable> tasks;
    synchronized (waiting) {
      isOpen = true;
      tasks = List.copyOf(waiting);
      waiting.clear();
    }
    tasks.forEach(DatabaseOpening::run);
  }

  private void tryOn(StoreException first) {
    report(first);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("database-opening").factory());
    long pause = BETWEEN_TRIES.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::tryAgain, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void tryAgain() {
    try {
      open();
      LOG.info("the database is there; what waited for it begins");
      close();
    } catch (StoreException e) {
      report(e);
    } catch (RuntimeException e) {
      LOG.error("the database could not be opened, and is tried again", e);
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

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("what waited for the database has failed", e);
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
    synchronized (waiting) {
      if (!isOpen) {
        waiting.add(task);
        return;
      }
    }
    task.run();
  }

  boolean isOpen() {
    return isOpen;
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
