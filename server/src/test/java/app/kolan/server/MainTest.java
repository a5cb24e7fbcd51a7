package app.kolan.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MainTest {
  @Test
  void serve_is_understood_without_a_parser() {
    assertThat(Main.graceOfServe("serve")).hasValue(20);
    assertThat(Main.graceOfServe("serve", "--grace", "60")).hasValue(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "serve --help",
        "serve --grace",
        "serve --grace soon",
        "serve --grace -1",
        "serve --grace=60",
        "serve --grace 99999999999",
        "serve --grace 60 --help"
      })
  void all_else_is_for_the_parser(String line) {
    assertThat(Main.graceOfServe(line.split(" ", -1))).isEmpty();
  }
}
