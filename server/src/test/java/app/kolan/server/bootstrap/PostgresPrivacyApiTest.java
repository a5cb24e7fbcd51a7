package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresPrivacyApiTest extends PrivacyApiContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config.with(StoreSettings.GROUP, new StoreSettings(data, TestPostgres.address(url)));
  }

  @Override
  protected List<Path> databaseFiles() throws IOException {
    return TestPostgres.files(url);
  }
}
