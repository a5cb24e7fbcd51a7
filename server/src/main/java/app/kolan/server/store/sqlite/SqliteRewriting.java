package app.kolan.server.store.sqlite;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// Writes a database file anew and empties its write-ahead log, both of which keep older versions
/// of rows.
///
/// Source: https://www.sqlite.org/lang_vacuum.html and https://www.sqlite.org/pragma.html
final class SqliteRewriting {
  /// A reader that is under way keeps a part of the log; it ends within milliseconds.
  private static final int MOST_CHECKPOINTS = 20;

  private SqliteRewriting() {}

  /// @param source of connections that wait for the lock of another writer
  static void run(Path file, DataSource source) {
    requireRoom(file);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum");
      for (int i = 1; isLogLeft(statement); i++) {
        if (i == MOST_CHECKPOINTS) {
          throw new StoreException(
              Code.LEDGER_BUSY, "the write-ahead log could not be emptied, as it is read", null);
        }
      }
    } catch (SQLException e) {
      throw SqliteFailures.of("the ledger could not be written anew", e);
    }
  }

  /// Waits for readers as long as the connection waits for a lock.
  private static boolean isLogLeft(Statement statement) throws SQLException {
    try (var row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      return row.next() && row.getInt(1) != 0;
    }
  }

  /// The database is written anew through the log and again in its place.
  static void requireRoom(Path file) {
    try {
      long needed = 2 * Files.size(file);
      if (Files.getFileStore(file).getUsableSpace() < needed) {
        throw new StoreException(
            Code.LEDGER_DISK_FULL,
            "writing the ledger anew takes %d MB of room".formatted(needed / 1_000_000 + 1),
            null);
      }
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FOLDER, file + " cannot be looked at", e);
    }
  }
}
