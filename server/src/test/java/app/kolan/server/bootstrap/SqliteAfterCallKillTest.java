package app.kolan.server.bootstrap;

import app.kolan.server.store.Stores;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class SqliteAfterCallKillTest extends AfterCallKillContract {
  @Override
  Map<String, String> database() {
    return Map.of();
  }

  @Override
  Stores stores() {
    return StoreFactory.open(folder.resolve("data"));
  }
}
