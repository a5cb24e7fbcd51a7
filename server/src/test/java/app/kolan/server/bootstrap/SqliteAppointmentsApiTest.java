package app.kolan.server.bootstrap;

import org.junit.jupiter.api.Tag;

@Tag("socket")
final class SqliteAppointmentsApiTest extends AppointmentsApiContract {
  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config;
  }
}
