package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresAppointmentsApiTest extends AppointmentsApiContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config.with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)));
  }
}
