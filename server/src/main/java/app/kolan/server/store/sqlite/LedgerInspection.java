package app.kolan.server.store.sqlite;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.StoreInspection;
import app.kolan.server.store.sql.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/// Looks at the database of a data folder. Inspecting it changes nothing, and a server may be using
/// it meanwhile.
public final class LedgerInspection {
  private LedgerInspection() {}

  /*
   * SQLite makes two files beside a database in WAL mode, even for a reader, and a reader that
   * leaves cannot remove them. They would belong to whoever looked. So a database without a log is
   * opened as one that nobody can change: then SQLite makes no files.
   */

  /// Looks; empty when there is no database in the folder.
  ///
  /// @param before recordings count as late when they were announced before this
  /// @throws StoreException when it cannot be read, or what is in it is damaged
  public static Optional<StoreInspection> at(Path folder, Instant before) {
    Path file = folder.resolve("kolan.db");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long bytes = Files.size(file);
      Path log = folder.resolve("kolan.db-wal");
      boolean inUse = Files.exists(log);
      try {
        return Optional.of(look(file, bytes, inUse, before));
      } catch (SQLException e) {
        throw SqliteFailures.of("the ledger %s cannot be read".formatted(file), e);
      }
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FOLDER, file + " cannot be looked at", e);
    }
  }

  /// Loads SQLite's native library.
  ///
  /// @throws StoreException when this machine does not let it be loaded
  public static String sqliteVersion() {
    try {
      SQLiteJDBCLoader.initialize();
      try (Connection memory = new SQLiteDataSource(new SQLiteConfig()).getConnection()) {
        return memory.getMetaData().getDatabaseProductVersion();
      }
    } catch (Exception | LinkageError e) {
      throw new StoreException(Code.LEDGER_FAILED, "SQLite's library cannot be loaded", e);
    }
  }

  private static StoreInspection look(Path file, long bytes, boolean inUse, Instant before)
      throws SQLException {
    var settings = new SQLiteConfig();
    settings.setReadOnly(true);
    settings.setBusyTimeout(2000);
    var database = new SQLiteDataSource(settings);
    database.setUrl("jdbc:sqlite:" + file.toUri() + (inUse ? "" : "?immutable=1"));
    int version = Schema.version(database);
    try (Connection connection = database.getConnection()) {
      check(connection);
      if (version == 0) {
        return new StoreInspection(bytes, version, Schema.VERSION, inUse, 0, 0, 0);
      }
      return new StoreInspection(
          bytes,
          version,
          Schema.VERSION,
          inUse,
          number(connection, "select count(*) from calls"),
          number(
              connection,
              "select count(*) from recordings where state = 'ANNOUNCED' and announced_at < "
                  + before.toEpochMilli()),
          number(connection, "select count(*) from recordings where state = 'FAILED'"));
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("pragma quick_check(1)")) {
      String said = answer.next() ? answer.getString(1) : "ok";
      if (!said.equals("ok")) {
        throw new StoreException(Code.LEDGER_CORRUPT, "SQLite finds the ledger damaged", null);
      }
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      return answer.next() ? answer.getLong(1) : 0;
    }
  }
}
