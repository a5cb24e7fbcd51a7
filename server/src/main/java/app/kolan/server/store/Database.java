package app.kolan.server.store;

import app.kolan.server.store.LedgerException.Code;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The SQLite file: one thread writes to it and a few read, all of them platform threads, so that a
/// virtual thread that waits for the disk holds up no other.
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int READERS = 3;
  private static final int JOB_CONNECTIONS = 4;
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private final HikariDataSource connections;
  private final Connection writing;
  private final Jdbi reads;
  private final GroupCommitWriter writer;
  private final ExecutorService readers;

  private Database(HikariDataSource connections, Connection writing) {
    this.connections = connections;
    this.writing = writing;
    reads = Jdbi.create(connections);
    writer = new GroupCommitWriter(Jdbi.create(writing));
    readers =
        Executors.newFixedThreadPool(
            READERS, Thread.ofPlatform().name("ledger-reader-", 0).daemon().factory());
  }

  static Database open(Path folder) {
    Path file = folder.resolve("kolan.db");
    try {
      PrivateFolders.create(folder);
      var sqlite = new SQLiteDataSource(settings());
      sqlite.setUrl("jdbc:sqlite:" + file);
      Schema.migrate(sqlite);
      return new Database(pool(sqlite), sqlite.getConnection());
    } catch (IOException e) {
      throw new LedgerException(
          Code.LEDGER_FOLDER, "the data folder %s cannot be used".formatted(folder), e);
    } catch (FlywayException | SQLException e) {
      throw DatabaseFailures.of("the ledger %s cannot be opened".formatted(file), e);
    }
  }

  <T> T write(Function<Handle, T> work) {
    return DatabaseFailures.await(() -> writer.write(work));
  }

  void writeOnly(Consumer<Handle> work) {
    boolean _ =
        write(
            handle -> {
              work.accept(handle);
              return true;
            });
  }

  /// Begins a write that nobody waits for.
  void writeUnawaited(Consumer<Handle> work) {
    try {
      var _ =
          writer
              .write(
                  handle -> {
                    work.accept(handle);
                    return true;
                  })
              .whenComplete((_, failure) -> tell(failure));
    } catch (LedgerException closed) {
      tell(closed);
    }
  }

  private static void tell(@Nullable Throwable failure) {
    if (failure != null) {
      LedgerException told =
          failure instanceof LedgerException known
              ? known
              : DatabaseFailures.of("a write that nobody waits for failed", failure);
      LOG.atWarn()
          .addKeyValue("why", told.getMessage())
          .log("what nobody waits for is not in the ledger");
    }
  }

  <T> T read(Function<Handle, T> work) {
    return DatabaseFailures.await(
        () -> CompletableFuture.supplyAsync(() -> reads.withHandle(work::apply), readers));
  }

  /// Reads ahead of the first caller, who would otherwise wait while a hundred classes are loaded.
  void warmUp(Function<Handle, ?> work) {
    var _ = CompletableFuture.supplyAsync(() -> reads.withHandle(work::apply), readers);
  }

  /// Connections for a library that keeps its own tables here.
  DataSource connections() {
    return connections;
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    connections.close();
    try {
      writing.close();
    } catch (SQLException e) {
      throw DatabaseFailures.of("the ledger did not close", e);
    }
  }

  private static SQLiteConfig settings() {
    var settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // In WAL mode NORMAL would leave the newest commits to the operating system's next flush.
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // A transaction that begins as a reader cannot wait for its turn to write.
    settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    settings.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
    settings.enforceForeignKeys(true);
    return settings;
  }

  private static HikariDataSource pool(DataSource sqlite) {
    var pool = new HikariConfig();
    pool.setPoolName("ledger");
    pool.setDataSource(sqlite);
    pool.setMaximumPoolSize(READERS + JOB_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }
}
