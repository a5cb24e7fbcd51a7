package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("unit")
final class SqliteErasureTest extends ErasureContract {
  @Override
  protected StoreSettings settings() {
    return new StoreSettings(data);
  }

  @Override
  protected List<Path> databaseFiles() {
    return List.of();
  }
}
