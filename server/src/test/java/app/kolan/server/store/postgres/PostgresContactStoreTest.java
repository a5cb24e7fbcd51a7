package app.kolan.server.store.postgres;

import app.kolan.server.store.ContactStoreContract;
import app.kolan.server.store.Stores;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresContactStoreTest extends ContactStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
