package app.kolan.server.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class RedactorTest {
  @ParameterizedTest
  @CsvSource({
    "https://a.example/x,                    https://a.example/x",
    "https://a.example/x?,                   https://a.example/x?",
    "https://a.example/x?From=%2B97254&a=b=c, https://a.example/x?From=…&a=…",
    "https://a.example/x?secret,             https://a.example/x?…",
    "https://a.example/x?a=1?b=2,            https://a.example/x?a=…",
  })
  void values_of_a_query_are_hidden(String url, String shown) {
    assertThat(Redactor.url(url)).isEqualTo(shown);
  }

  @Test
  void what_is_shown_is_bounded_and_printable() {
    assertThat(Redactor.url("https://a.example/" + "x".repeat(5000))).hasSize(301);
    assertThat(Redactor.url("https://a.example/\n\u001b[31m"))
        .isEqualTo("https://a.example/??[31m");
    assertThat(Redactor.names(Collections.nCopies(500, "n".repeat(500))))
        .hasSize(40)
        .allSatisfy(name -> assertThat(name).hasSize(41));
    assertThat(Redactor.names(List.of("a\nb", "<script>"))).containsExactly("a?b", "?script?");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,         127.0.0.1",
    "10.1.2.3,          10.1.2.3",
    "203.0.113.77,      203.0.113.x",
    "::1,               0:0:0:0:0:0:0:1",
    "2001:db8:1:2::3,   2001:db8:1::x",
    "unknown,           ''",
    "'',                ''",
  })
  void addresses_of_the_world_are_masked(String address, String shown) {
    assertThat(Redactor.address(address)).isEqualTo(shown);
  }
}
