package app.kolan.server.store.postgres;

import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolCallStoreContract;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresToolCallStoreTest extends ToolCallStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
