package app.kolan.server.bootstrap;

import org.junit.jupiter.api.Tag;

@Tag("socket")
final class SqlitePeopleApiTest extends PeopleApiContract {
  @Override
  protected Config.Builder configure(Config.Builder config) {
    return config;
  }
}
