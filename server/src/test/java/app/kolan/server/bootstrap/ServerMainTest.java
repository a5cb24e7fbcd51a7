package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ServerMainTest {
  @Test
  void the_usual_arguments_are_read_without_a_parser() {
    assertThat(ServerMain.grace()).hasValue(20);
    assertThat(ServerMain.grace("--grace", "60")).hasValue(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "--help",
        "--grace",
        "--grace soon",
        "--grace -1",
        "--grace=60",
        "--grace 99999999999",
        "--grace 60 --help"
      })
  void all_else_is_for_the_parser(String line) {
    assertThat(ServerMain.grace(line.split(" ", -1))).isEmpty();
  }
}
