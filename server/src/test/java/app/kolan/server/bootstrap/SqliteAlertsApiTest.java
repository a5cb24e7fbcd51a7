package app.kolan.server.bootstrap;

import org.junit.jupiter.api.Tag;

@Tag("socket")
final class SqliteAlertsApiTest extends AlertsApiContract {
  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config;
  }
}
