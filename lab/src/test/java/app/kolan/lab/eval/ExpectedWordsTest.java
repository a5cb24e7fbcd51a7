package app.kolan.lab.eval;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.ExpectedWords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ExpectedWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "תור; יש תור ביום שלישי.; true",
        "תור | שעות; השעות שלנו; true",
        "תור & שלישי; יש תור ביום שני.; false",
        "תור & שלישי | שני; יש תור ביום שני.; true",
        "מה השם; מה השם, בבקשה?; true",
        "צהל; הוא בצה״ל; true",
        "שלום; שָׁלוֹם; true",
        "english; Yes, ENGLISH!; true",
        "/ת(ור|ורים)$/; יש תורים.; true",
        "/ת(ור|ורים)$/ | שעות; אין כלום; false",
        "/^יש/ & תור; יש תור; true"
      })
  void words_are_found_as_they_are_heard(String wanted, String said, boolean found) {
    assertThat(ExpectedWords.read(wanted).orElseThrow().in(said)).isEqualTo(found);
  }
}
