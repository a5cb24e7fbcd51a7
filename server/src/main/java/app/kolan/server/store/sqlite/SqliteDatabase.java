package app.kolan.server.store.sqlite;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.Schema;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.StorableText;
import app.kolan.server.store.sql.TrigramIndex;
import app.kolan.server.threads.BackgroundThreads;
import app.kolan.server.threads.WorkerThreads;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/// The SQLite file. One thread writes to it and a few read, all of them platform threads, so that a
/// virtual thread that waits for the disk holds up no other.
public final class SqliteDatabase implements SqlDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
  private static final int READERS = 3;
  private static final int JOB_CONNECTIONS = 4;
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private final Path file;
  private final HikariDataSource connections;
  private final Connection writing;
  private final Jdbi reads;
  private final GroupCommitWriter writer;
  private final ExecutorService readers;

  /// Read for those whose work can wait, so that no call waits for a reader of theirs.
  private final ExecutorService backgroundReaders;

  private volatile Consumer<StoreException> writeFailed = _ -> {};

  private SqliteDatabase(Path file, HikariDataSource connections, Connection writing) {
    this.file = file;
    this.connections = connections;
    this.writing = writing;
    reads = StorableText.jdbi(connections);
    writer = new GroupCommitWriter(StorableText.jdbi(writing), System::nanoTime);
    readers = readers();
    backgroundReaders =
        Executors.newFixedThreadPool(
            READERS,
            BackgroundThreads.factory(Thread.ofPlatform().name("ledger-background-", 0).daemon()));
  }

  /// Threads that have all started: they give way to event loops with the other workers.
  private static ExecutorService readers() {
    var threads =
        new ThreadPoolExecutor(
            READERS,
            READERS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            WorkerThreads.named("ledger-reader-").factory());
    threads.prestartAllCoreThreads();
    return threads;
  }

  /// Opens the database of a data folder. The folder and the database are created when missing. One
  /// that is older is migrated, and a copy of it, such as `kolan-v6.db.bak`, is kept beside it.
  ///
  /// @throws StoreException when the folder cannot be written to, or the database is corrupt or was
  ///   written by a newer Kolan
  public static SqliteDatabase open(Path folder) {
    Path file = folder.resolve("kolan.db");
    try {
      PrivateFolders.create(folder);
      boolean isNew = Files.notExists(file);
      if (isNew) {
        SqliteTemplate.copyTo(file);
      }
      SQLiteDataSource sqlite = source(file, BUSY_TIMEOUT);
      int version = Schema.version(sqlite);
      if (version > 0 && version < Schema.VERSION) {
        SqliteCopy.keepBeforeMigration(sqlite, file, version, Schema.VERSION);
      }
      Schema.migrate(sqlite);
      if (isNew) {
        SqliteTemplate.keep(file);
      }
      Connection writing = source(file, GroupCommitWriter.ONE_TRY).getConnection();
      return new SqliteDatabase(file, pool(sqlite), writing);
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "the data folder %s cannot be used".formatted(folder), e);
    } catch (FlywayException | SQLException e) {
      throw SqliteFailures.of("the ledger %s cannot be opened".formatted(file), e);
    }
  }

  /// What [#open] would do to the tables of a data folder that has some; changes nothing.
  ///
  /// @throws StoreException when they cannot be read
  public static List<String> pending(Path folder) {
    Path file = folder.resolve("kolan.db");
    try {
      return Schema.pending(source(file, BUSY_TIMEOUT));
    } catch (FlywayException | SQLException e) {
      throw SqliteFailures.of("the ledger %s cannot be read".formatted(file), e);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    try {
      return SqliteFailures.await(() -> writer.write(work));
    } catch (StoreException failure) {
      writeFailed.accept(failure);
      throw failure;
    }
  }

  @Override
  public void writeUnawaited(Consumer<Handle> work) {
    try {
      var _ =
          writer
              .write(
                  handle -> {
                    work.accept(handle);
                    return true;
                  })
              .whenComplete((_, failure) -> logFailure(failure));
    } catch (StoreException closed) {
      logFailure(closed);
    }
  }

  private void logFailure(@Nullable Throwable failure) {
    if (failure != null) {
      StoreException known =
          failure instanceof StoreException itself
              ? itself
              : SqliteFailures.of("a write that nobody waits for failed", failure);
      LOG.atWarn()
          .addKeyValue("why", known.getMessage())
          .log("a write that nobody waits for is not in the ledger");
      writeFailed.accept(known);
    }
  }

  @Override
  public void onWriteFailed(Consumer<StoreException> listener) {
    writeFailed = listener;
  }

  /// Writes the file's header as it is, which takes a page of the log on the disk.
  @Override
  public void checkWritable() {
    var _ =
        SqliteFailures.await(
            () ->
                writer.write(
                    handle -> {
                      int version =
                          handle.createQuery("pragma user_version").mapTo(Integer.class).one();
                      return handle.execute("pragma user_version = " + version);
                    }));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return SqliteFailures.await(
        () ->
            CompletableFuture.supplyAsync(
                () -> reads.withHandle(work::apply),
                BackgroundThreads.isCurrent() ? backgroundReaders : readers));
  }

  @Override
  public void warmUp(Function<Handle, ?> work) {
    var _ = CompletableFuture.supplyAsync(() -> reads.withHandle(work::apply), readers);
  }

  @Override
  public TrigramIndex trigramIndex() {
    return new SqliteTrigramIndex();
  }

  /// The whole file is written anew; it has one log for all tables.
  @Override
  public void rewrite(List<String> tables) {
    SqliteRewriting.run(file, source(file, BUSY_TIMEOUT));
  }

  @Override
  public DataSource connections() {
    return connections;
  }

  @Override
  public void close() {
    readers.close();
    backgroundReaders.close();
    writer.close();
    connections.close();
    try {
      writing.close();
    } catch (SQLException e) {
      throw SqliteFailures.of("the ledger did not close", e);
    }
  }

  private static SQLiteDataSource source(Path file, Duration busyTimeout) {
    var source = new SQLiteDataSource(settings(busyTimeout));
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static SQLiteConfig settings(Duration busyTimeout) {
    var settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // In WAL mode NORMAL would leave the newest commits to the operating system's next flush.
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // A transaction that begins as a reader cannot wait for its turn to write.
    settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    settings.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    settings.enforceForeignKeys(true);
    // What a page frees is overwritten in the same write of the page.
    settings.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "fast");
    return settings;
  }

  private static HikariDataSource pool(DataSource sqlite) {
    var pool = new HikariConfig();
    pool.setPoolName("ledger");
    pool.setDataSource(sqlite);
    pool.setMaximumPoolSize(2 * READERS + JOB_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }
}
