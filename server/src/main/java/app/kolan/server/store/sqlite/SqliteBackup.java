package app.kolan.server.store.sqlite;

import app.kolan.server.store.BackupSounds;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.BackupRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A backup of a data folder, made while a server uses it: a data folder itself.
public final class SqliteBackup {
  private SqliteBackup() {}

  /// Copies the database, and then the sounds that the copy names.
  ///
  /// @param backup a folder that exists and is empty
  /// @throws StoreException when there is no database, or the backup cannot be written
  public static StoreBackup make(Path dataFolder, Path backup) {
    Path file = dataFolder.resolve("kolan.db");
    if (Files.notExists(file)) {
      throw new StoreException(Code.LEDGER_FOLDER, "there is no " + file, null);
    }
    Path copy = backup.resolve("kolan.db");
    SqliteCopy.make(source(file), file, copy);
    var sounds = new BackupSounds(dataFolder, backup);
    try {
      sounds.keep(BackupRows.sounds(source(copy)));
      return new StoreBackup(
          "kolan.db", BackupRows.calls(source(copy)), sounds.kept(), sounds.missing());
    } catch (SQLException e) {
      throw SqliteFailures.of("the copy %s cannot be read".formatted(copy), e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    var settings = new SQLiteConfig();
    settings.setBusyTimeout(5000);
    var source = new SQLiteDataSource(settings);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
