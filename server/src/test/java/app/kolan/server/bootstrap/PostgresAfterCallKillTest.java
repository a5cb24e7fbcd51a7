package app.kolan.server.bootstrap;

import app.kolan.server.store.Stores;
import app.kolan.server.store.postgres.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("socket")
class PostgresAfterCallKillTest extends AfterCallKillContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  Map<String, String> database() {
    return Map.of("KOLAN_DATABASE", url);
  }

  @Override
  Stores stores() {
    return TestPostgres.open(url);
  }
}
