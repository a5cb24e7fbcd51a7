package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class PostgresAfterCallTest extends AfterCallContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  StoreSettings store() {
    return new StoreSettings(data, TestPostgres.address(url));
  }
}
