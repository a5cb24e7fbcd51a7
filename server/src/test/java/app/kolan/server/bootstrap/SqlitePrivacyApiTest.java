package app.kolan.server.bootstrap;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class SqlitePrivacyApiTest extends PrivacyApiContract {
  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config;
  }

  @Override
  protected List<Path> databaseFiles() {
    return List.of();
  }
}
