package app.kolan.server.media.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class InterjectionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "אהה",
        "אה",
        "כן",
        "כן.",
        "כן, כן",
        "הבנתי",
        "אוקיי",
        "אוקיי הבנתי",
        "בסדר",
        "נכון",
        "ברור",
        "אהה, הבנתי",
        "סבבה",
        "טוב",
        "מממ",
        "Okay.",
        "yes yes",
        "mhm"
      })
  void a_listener_says(String words) {
    assertThat(Interjection.of(words)).isEqualTo(Interjection.BACKCHANNEL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "רגע", "לא", "סליחה", "רק רגע", "רגע רגע", "לא לא", "שנייה", "לא נכון", "wait", "no."
      })
  void the_turn_is_taken_by(String words) {
    assertThat(Interjection.of(words)).isEqualTo(Interjection.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "כן אבל",
        "כן ומה הכתובת",
        "הבנתי אז כמה זה עולה",
        "כן כן כן כן",
        "כמה",
        "אפשר לשאול משהו",
        "בסדר גמור תודה",
        "אה רגע",
        "לא זה לא מה שביקשתי"
      })
  void anything_else_is_meant_for_us(String words) {
    assertThat(Interjection.of(words)).isEqualTo(Interjection.OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "..."})
  void nothing_is_nothing(String words) {
    assertThat(Interjection.of(words)).isEqualTo(Interjection.NONE);
  }
}
