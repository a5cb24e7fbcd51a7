package app.kolan.server.store.postgres;

import app.kolan.server.outbound.CallOrderStoreContract;
import app.kolan.server.store.sql.SqlDatabase;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresCallOrderStoreTest extends CallOrderStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected SqlDatabase open() {
    return PostgresDatabase.open(TestPostgres.address(url));
  }
}
