package app.kolan.server.store.sqlite;

import app.kolan.server.store.CallWrite;
import app.kolan.server.store.CallWriteJson;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.WriteSpool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Writes that wait for PostgreSQL in a file of SQLite's in the data folder, `spool.db`. It is made
/// with the first one; each is on the disk when it is added. What was written is overwritten with
/// zeros, also in SQLite's log once nothing waits.
///
/// One platform thread uses the file, so that a virtual thread that waits for the disk holds up no
/// other.
public final class SqliteWriteSpool implements WriteSpool {
  /// In the data folder.
  public static final String FILE = "spool.db";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriteSpool.class);

  private final Path file;
  private final AtomicInteger size = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("write-spool").daemon().factory());

  /// Used by the thread alone.
  private @Nullable Connection connection;

  private SqliteWriteSpool(Path file) {
    this.file = file;
  }

  /// The spool of a data folder, with what an earlier run has left in it.
  ///
  /// @throws StoreException when there is one that cannot be read
  public static SqliteWriteSpool in(Path dataFolder) {
    var spool = new SqliteWriteSpool(dataFolder.resolve(FILE));
    if (Files.exists(spool.file)) {
      try {
        spool.size.set(spool.on(spool::count));
      } catch (StoreException e) {
        spool.close();
        throw e;
      }
    }
    return spool;
  }

  /// Something that is done with the file.
  private interface Work<T> {
    T with(Connection spool) throws SQLException;
  }

  private int count(Connection spool) throws SQLException {
    try (var statement = spool.createStatement();
        var rows = statement.executeQuery("select count(*) from writes")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  @Override
  public void append(CallWrite write) {
    String text = CallWriteJson.write(write);
    size.addAndGet(
        on(
            spool -> {
              try (var statement =
                  spool.prepareStatement("insert into writes (entry) values (?)")) {
                statement.setString(1, text);
                return statement.executeUpdate();
              }
            }));
  }

  @Override
  public Optional<Waiting> first() {
    if (size.get() == 0) {
      return Optional.empty();
    }
    while (true) {
      Entry entry = on(SqliteWriteSpool::oldest);
      if (entry == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Waiting(entry.number(), CallWriteJson.read(entry.text())));
      } catch (IllegalArgumentException e) {
        LOG.atError()
            .addKeyValue("number", entry.number())
            .addKeyValue("why", e.getMessage())
            .log("a write in the spool cannot be read, and is given up");
        remove(entry.number());
      }
    }
  }

  private record Entry(long number, String text) {}

  private static @Nullable Entry oldest(Connection spool) throws SQLException {
    try (var statement = spool.createStatement();
        var rows =
            statement.executeQuery("select number, entry from writes order by number limit 1")) {
      return rows.next() ? new Entry(rows.getLong(1), rows.getString(2)) : null;
    }
  }

  @Override
  public void remove(Waiting written) {
    remove(written.number());
  }

  private void remove(long number) {
    int removed =
        on(
            spool -> {
              try (var statement = spool.prepareStatement("delete from writes where number = ?")) {
                statement.setLong(1, number);
                return statement.executeUpdate();
              }
            });
    if (size.addAndGet(-removed) == 0) {
      on(SqliteWriteSpool::cutLog);
    }
  }

  /// The log of what was written has the words, too.
  private static boolean cutLog(Connection spool) throws SQLException {
    try (var statement = spool.createStatement()) {
      return statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  @Override
  public int size() {
    return size.get();
  }

  private <T extends @Nullable Object> T on(Work<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> doneOn(work), thread).join();
    } catch (RejectedExecutionException e) {
      throw new StoreException(Code.LEDGER_CLOSED, "the spool %s is closed".formatted(file), null);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException failure ? failure : e;
    }
  }

  private <T extends @Nullable Object> T doneOn(Work<T> work) {
    try {
      return work.with(open());
    } catch (SQLException e) {
      throw SqliteFailures.of("the spool %s cannot be used".formatted(file), e);
    }
  }

  private Connection open() throws SQLException {
    Connection known = connection;
    if (known != null) {
      return known;
    }
    var settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
    var source = new SQLiteDataSource(settings);
    source.setUrl("jdbc:sqlite:" + file);
    Connection opened = source.getConnection();
    try (var statement = opened.createStatement()) {
      statement.execute(
          "create table if not exists writes"
              + " (number integer primary key autoincrement, entry text not null)");
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
    connection = opened;
    return opened;
  }

  @Override
  public void close() {
    thread.execute(
        () -> {
          try {
            if (connection != null) {
              connection.close();
            }
          } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("the spool did not close");
          }
        });
    thread.close();
  }
}
