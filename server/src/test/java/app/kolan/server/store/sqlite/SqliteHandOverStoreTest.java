package app.kolan.server.store.sqlite;

import app.kolan.server.store.HandOverStoreContract;
import app.kolan.server.store.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class SqliteHandOverStoreTest extends HandOverStoreContract {
  @TempDir Path folder;

  @Override
  protected Stores open() {
    return SqliteStores.open(folder);
  }
}
