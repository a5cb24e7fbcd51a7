package app.kolan.server.store.postgres;

import app.kolan.server.store.HandOverStoreContract;
import app.kolan.server.store.Stores;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresHandOverStoreTest extends HandOverStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
