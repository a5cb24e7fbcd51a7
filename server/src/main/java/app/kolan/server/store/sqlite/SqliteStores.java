package app.kolan.server.store.sqlite;

import app.kolan.server.store.sql.SqlStores;
import java.nio.file.Path;

/// The stores of a data folder, in its `kolan.db`. One server owns a data folder.
public final class SqliteStores {
  private SqliteStores() {}

  /// Opens the database of a data folder. The folder and the database are created when missing, and
  /// the database is migrated when it is older.
  ///
  /// @throws app.kolan.server.store.StoreException when the folder cannot be written to, or the
  ///   database is corrupt or was written by a newer Kolan
  public static SqlStores open(Path dataFolder) {
    return new SqlStores(SqliteDatabase.open(dataFolder));
  }
}
