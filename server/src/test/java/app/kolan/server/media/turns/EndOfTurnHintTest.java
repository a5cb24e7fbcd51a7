package app.kolan.server.media.turns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EndOfTurnHintTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "אני רוצה את",
        "זה בשביל הבן שלי ו",
        "רגע",
        "אני צריך תור אבל",
        "אֲבָל",
        "אז, אה...",
        "שלום,",
        "אני רוצה לקבוע תור ל\u200f",
        "I would like to",
        "It is about my",
        "AND",
        "052",
        "אפס חמש שתיים",
        "המספר הוא 052-345",
        "oh five two",
      })
  void more_is_to_come(String text) {
    assertThat(EndOfTurnHint.of(text)).isEqualTo(EndOfTurnHint.WANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "...",
        "\u200f",
        "שלום",
        "אני רוצה לקבוע תור.",
        "רגע.",
        "מה זה אומר ש?",
        "ביום שלישי בשעה שלוש",
        "I would like an appointment",
        "ילד בן 7",
      })
  void nothing_is_known(String text) {
    assertThat(EndOfTurnHint.of(text)).isEqualTo(EndOfTurnHint.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0521234567",
        "המספר הוא 052-123-4567.",
        "אפס חמש שתיים, אחת שתיים שלוש, ארבע חמש שש שבע",
        "zero five two 123 four five six seven",
      })
  void a_number_is_whole(String text) {
    assertThat(EndOfTurnHint.of(text)).isEqualTo(EndOfTurnHint.COMPLETE_DIGITS);
  }
}
