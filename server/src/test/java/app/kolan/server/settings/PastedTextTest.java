package app.kolan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PastedTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        " abc\n",
        "abc\r\n",
        "abc\u00a0",
        "\u200babc\u200b",
        "\ufeffabc",
        "\u202fabc\u2009",
        "\u200eabc\u200f",
        "abc\u0000",
        "\"abc\"",
        "'abc'",
        "“abc”",
        " \"\u00a0abc\" "
      })
  void what_nobody_sees_around_a_value_is_left_out(String pasted) {
    assertThat(PastedText.clean(pasted)).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\" and \"b\"", "it's", "\"", "'", "מרפאת \"שן\"", "a\u00a0b"})
  void what_is_part_of_it_stays(String text) {
    assertThat(PastedText.clean(text)).isEqualTo(text);
  }

  @Test
  void what_is_nothing_else_is_empty() {
    assertThat(PastedText.clean(" \u00a0\u200b\r\n")).isEmpty();
    assertThat(PastedText.clean("\"\"")).isEmpty();
  }

  @Test
  void a_character_that_no_token_has_is_named_by_its_place_alone() {
    assertThat(PastedText.foreignCharacter("abc\u200bdef"))
        .contains("an invisible character (U+200B) as character 4");
    assertThat(PastedText.foreignCharacter("аbc"))
        .contains("a character outside of ASCII (U+0430) as character 1");
    assertThat(PastedText.foreignCharacter("sk-ABC_123/+= ~")).isEmpty();
  }
}
