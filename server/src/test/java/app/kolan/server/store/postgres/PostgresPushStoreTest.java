package app.kolan.server.store.postgres;

import app.kolan.server.notify.push.PushStoreContract;
import app.kolan.server.store.sql.SqlDatabase;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresPushStoreTest extends PushStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected SqlDatabase open() {
    return PostgresDatabase.open(TestPostgres.address(url));
  }
}
