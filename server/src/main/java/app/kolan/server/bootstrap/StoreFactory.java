package app.kolan.server.bootstrap;

import app.kolan.server.store.Stores;
import app.kolan.server.store.sqlite.SqliteStores;
import java.nio.file.Path;

/// Opens the stores. The only place that chooses their implementation.
public final class StoreFactory {
  private StoreFactory() {}

  /// Opens the stores of a data folder: SQLite's.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  public static Stores open(Path dataFolder) {
    return SqliteStores.open(dataFolder);
  }
}
