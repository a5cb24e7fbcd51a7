package app.kolan.server.store.postgres;

import app.kolan.server.store.Stores;
import app.kolan.server.store.SummaryStoreContract;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresSummaryStoreTest extends SummaryStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Stores open() {
    return TestPostgres.open(url);
  }
}
