package app.kolan.server.store.postgres;

import app.kolan.server.store.CallStoreContract;
import app.kolan.server.store.Stores;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresCallStoreTest extends CallStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
