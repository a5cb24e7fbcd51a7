package app.kolan.server.bootstrap;

import app.kolan.server.store.CallErasure;
import app.kolan.server.store.StoreInspection;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.LedgerErasure;
import app.kolan.server.store.sqlite.LedgerInspection;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.store.sqlite.SqliteLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Opens the stores. The only place that chooses their implementation.
public final class StoreFactory {
  private StoreFactory() {}

  /// Opens the stores of a data folder: SQLite's.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  public static Stores open(Path dataFolder) {
    return new SqlStores(database(dataFolder));
  }

  /// Opens the database of a data folder: SQLite's.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static SqlDatabase database(Path dataFolder) {
    return SqliteDatabase.open(dataFolder);
  }

  /// Opens the database of a data folder to delete calls from it.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be used
  static CallErasure erasure(Path dataFolder) {
    return LedgerErasure.open(dataFolder);
  }

  /// Looks at the ledger of a data folder and changes nothing; empty when there is none.
  ///
  /// @param before recordings count as late when they were announced before this
  /// @throws app.kolan.server.store.StoreException when it cannot be read, or is damaged
  public static Optional<StoreInspection> inspect(Path dataFolder, Instant before) {
    return LedgerInspection.at(dataFolder, before);
  }

  /// The version of SQLite, whose native library is loaded for it.
  ///
  /// @throws app.kolan.server.store.StoreException when this machine does not let it be loaded
  public static String sqliteVersion() {
    return LedgerInspection.sqliteVersion();
  }

  /// Unpacks SQLite's native library for this machine, so that a start that has the folder in the
  /// system property `org.sqlite.lib.path` need not do it.
  ///
  /// @param folder is created when it is not there
  public static void unpackSqlite(Path folder) throws IOException {
    SqliteLibrary.unpack(folder);
  }
}
