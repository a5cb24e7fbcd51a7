package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreSettings;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class SqliteAfterCallTest extends AfterCallContract {
  @Override
  StoreSettings store() {
    return new StoreSettings(data, null);
  }
}
