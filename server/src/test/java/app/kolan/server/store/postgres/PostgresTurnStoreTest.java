package app.kolan.server.store.postgres;

import app.kolan.server.store.Stores;
import app.kolan.server.store.TurnStoreContract;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresTurnStoreTest extends TurnStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
