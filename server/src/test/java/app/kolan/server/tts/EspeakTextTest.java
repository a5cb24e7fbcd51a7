package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class EspeakTextTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plain letters stay | \u05E9\u05DC\u05D5\u05DD | \u05E9\u05DC\u05D5\u05DD",
        "dagesh goes from tav, holam stays on vav | \u05EA\u05BC\u05D5\u05B9\u05D3\u05B8\u05D4 |"
            + " \u05EA\u05D5\u05B9\u05D3\u05B8\u05D4",
        "the shin dot and the sheva go | \u05E9\u05C1\u05B6\u05EA\u05B0\u05E7 |"
            + " \u05E9\u05B6\u05EA\u05E7",
        "a dagesh in bet stands before the vowel |"
            + " \u05D1\u05B7\u05BC\u05E7\u05B8\u05BC\u05E9\u05B8\u05C1\u05D4 |"
            + " \u05D1\u05BC\u05B7\u05E7\u05B8\u05E9\u05B8\u05D4",
        "sin is written as samekh | \u05E9\u05C2\u05B8\u05DD | \u05E1\u05B8\u05DD",
        "the u of a vav stays | \u05E9\u05C1\u05D5\u05BC\u05E7 | \u05E9\u05D5\u05BC\u05E7",
        "a holam without its vav gets one | \u05DE\u05B9\u05E9\u05B6\u05C1\u05D4 |"
            + " \u05DE\u05D5\u05B9\u05E9\u05B6\u05D4",
        "hataf vowels stay | \u05D7\u05B2\u05DC\u05D5\u05B9\u05DD |"
            + " \u05D7\u05B2\u05DC\u05D5\u05B9\u05DD",
        "accents and meteg go |"
            + " \u05D1\u05BC\u05B0\u05E8\u05B5\u05D0\u05E9\u05C1\u05B4\u0596\u05BD\u05D9\u05EA |"
            + " \u05D1\u05BC\u05E8\u05B5\u05D0\u05E9\u05B4\u05D9\u05EA",
        "composed letters are taken apart | \uFB2A\u05B8\u05DC\u05D5\u05B9\u05DD |"
            + " \u05E9\u05B8\u05DC\u05D5\u05B9\u05DD"
      })
  void points_are_kept_where_they_are_understood(String why, String written, String spoken) {
    assertThat(EspeakText.of(written)).as(why).isEqualTo(spoken);
  }

  @Test
  void brackets_give_no_phonemes() {
    assertThat(EspeakText.of("[[Sal'om]]")).isEqualTo("((Sal'om))");
  }
}
