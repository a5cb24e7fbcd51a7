package app.kolan.server.store.sqlite;

import app.kolan.server.store.DiskSpace;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of a SQLite database, consistent while others write to it.
final class SqliteCopy {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteCopy.class);
  private static final int MOST_OF_A_VERSION = 100;

  private SqliteCopy() {}

  /// Copies a database as it is at one moment, and waits until the copy is on the disk.
  ///
  /// @param copy a file that does not exist; it appears once it is whole
  /// @throws StoreException when there is no room for it, or it cannot be written
  static void make(DataSource database, Path file, Path copy) {
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      Path folder = copy.toAbsolutePath().getParent();
      if (folder != null && !DiskSpace.of(folder).hasRoomFor(size(file))) {
        throw new StoreException(
            Code.LEDGER_DISK_FULL, "there is no room for a copy of %s".formatted(file), null);
      }
      Files.deleteIfExists(unfinished);
      try (var connection = database.getConnection();
          var statement = connection.prepareStatement("vacuum into ?")) {
        statement.setString(1, unfinished.toString());
        statement.execute();
      }
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      throw SqliteFailures.of("%s cannot be copied to %s".formatted(file, copy), e);
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "%s cannot be copied to %s".formatted(file, copy), e);
    }
  }

  /// Keeps a copy of a database of an older version beside it, before it is migrated.
  static void keepBeforeMigration(DataSource database, Path file, int version, int newest) {
    Path copy = free(file, version);
    make(database, file, copy);
    LOG.atInfo()
        .addKeyValue("from", version)
        .addKeyValue("to", newest)
        .addKeyValue("copy", copy)
        .log("the database is brought up to date; a copy of it is kept");
  }

  private static Path free(Path file, int version) {
    for (int i = 1; i <= MOST_OF_A_VERSION; i++) {
      String number = i == 1 ? "" : "-" + i;
      Path copy = file.resolveSibling("kolan-v%d%s.db.bak".formatted(version, number));
      if (Files.notExists(copy)) {
        return copy;
      }
    }
    throw new StoreException(
        Code.LEDGER_FOLDER,
        "%d copies of version %d lie beside %s; remove those that are not needed"
            .formatted(MOST_OF_A_VERSION, version, file),
        null);
  }

  private static long size(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
  }
}
