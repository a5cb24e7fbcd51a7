package app.kolan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class DidYouMeanTest {
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  @ParameterizedTest
  @CsvSource({
    "sonday, sunday",
    "munday, monday",
    "tusday, tuesday",
    "thusday, thursday",
    "Sunday, sunday",
    "satuday, saturday",
    "firday, friday"
  })
  void among_words_that_are_equally_near_the_beginning_decides(String typed, String meant) {
    assertThat(DidYouMean.of(typed, DAYS)).isEqualTo(meant);
    assertThat(DidYouMean.hint(typed, DAYS)).isEqualTo("did you mean " + meant + "?");
  }

  @Test
  void what_is_like_none_of_a_few_gets_all() {
    assertThat(DidYouMean.hint("holidays", DAYS)).startsWith("there are monday, tuesday");
    assertThat(DidYouMean.hint("x", List.of("off", "error", "warn"))).contains("off, error, warn");
  }

  @Test
  void where_there_are_no_words_it_says_so_and_a_text_of_megabytes_is_no_work() {
    assertThat(DidYouMean.hint("room", List.of())).isEqualTo("there are none");
    assertThat(DidYouMean.hint("x".repeat(2_000_000), DAYS)).startsWith("there are monday");
  }
}
