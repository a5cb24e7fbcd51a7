package app.kolan.server.media.endofturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HebrewEndOfTurnTest {
  private final HebrewEndOfTurn model = HebrewEndOfTurn.shipped();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "אני רוצה את",
        "אני רוצה את.",
        "זה בשביל הבן שלי ו",
        "אני צריך תור אבל",
        "אני רוצה לקבוע תור ל\u200f",
        "אני רוצה לבטל את",
        "יש לי שתי שאלות",
        "האופניים ששכרתי אצלכם",
        "כשחזרתי מהטיול",
        "רגע",
        "אפס חמש שתיים",
        "המספר הוא 052-345",
        "052",
        "תעודת זהות שלוש אפס שתיים",
      })
  void more_is_to_come(String words) {
    assertThat(incomplete(words)).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "אני רוצה לקבוע תור",
        "אני רוצה את זה",
        "לא יודעת",
        "זה הכול תודה",
        "רחוב הרצל שתים עשרה תל אביב",
        "ביום שלישי בשעה שלוש",
        "המספר הוא 052-123-4567.",
        "אפס חמש שתיים, אחת שתיים שלוש, ארבע חמש שש שבע",
        "אפס שלוש שש חמש חמש אחת שתיים שבע שמונה",
        "0521234567",
      })
  void the_turn_is_over(String words) {
    assertThat(incomplete(words)).isLessThan(0.5);
  }

  /// What was, without what is wanted. Of those who write such sentences, some call them complete,
  /// and a caller may well go on. So neither class is wrong, and a middling wait is right.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "שכרתי אצלכם אופניים לפני שבוע",
        "קניתי מכם שולחן לפני שנתיים",
        "השארתי אצלכם שעון ביום ראשון",
      })
  void what_was_told_without_a_wish_gets_a_middling_wait(String words) {
    var delay =
        new EndOfTurnDelay(Duration.ofMillis(300), Duration.ofMillis(800), Duration.ofMillis(1600));
    assertThat(delay.millis(incomplete(words))).isBetween(550L, 1_100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"אני רוצה לקבוע תור עם", "אפשר לדבר עם בן אדם"})
  void a_full_stop_says_nothing(String words) {
    assertThat(incomplete(words + ".")).isEqualTo(incomplete(words));
  }

  @Test
  void a_comma_announces_more() {
    assertThat(new TurnTextOf("שלום,").trails()).isTrue();
    assertThat(new TurnTextOf("שלום...").trails()).isTrue();
    assertThat(new TurnTextOf("שלום.").trails()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "\u200f", "?!"})
  void without_words_nothing_is_known(String words) {
    assertThat(model.incomplete(new TurnText(words))).isEmpty();
  }

  @Test
  void what_was_asked_says_how_long_the_number_must_be() {
    String eight = "30124577";
    assertThat(number(eight, AnswerKind.IDENTITY_NUMBER)).isEqualTo(NumberState.PARTIAL);
    assertThat(number(eight + "8", AnswerKind.IDENTITY_NUMBER)).isEqualTo(NumberState.WHOLE);
    assertThat(number(eight, AnswerKind.UNKNOWN)).isEqualTo(NumberState.LONG);
    assertThat(number("חמש", AnswerKind.UNKNOWN)).isEqualTo(NumberState.NONE);
    assertThat(number("חמש", AnswerKind.TELEPHONE)).isEqualTo(NumberState.PARTIAL);
  }

  @Test
  void numbers_are_read_in_groups() {
    assertThat(digits("אפס חמישים ושתיים שלוש מאות ארבעים ושש שבעים שתים עשרה"))
        .isEqualTo("0523467012");
    assertThat(digits("תחזרו אליי לאפס חמש ארבע")).isEqualTo("054");
    assertThat(digits("פעמיים שבע ארבע")).isEqualTo("774");
    assertThat(digits("אפס פעמיים שבע ארבע")).isEqualTo("0774");
    assertThat(digits("+972-52 123")).isEqualTo("97252123");
  }

  @Test
  void a_line_of_weights_that_is_none_is_named() {
    assertThatThrownBy(() -> EndOfTurnWeights.parse("# x\nthreshold\t0.7\nbias 3\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void a_very_long_transcript_is_judged_by_its_end() {
    String end = "אני רוצה לקבוע תור עם";
    assertThat(incomplete("שלום לכם ".repeat(2000) + end)).isGreaterThan(0.7);
  }

  private double incomplete(String words) {
    return model.incomplete(new TurnText(words)).orElseThrow();
  }

  private static NumberState number(String text, AnswerKind asked) {
    TurnWords words = TurnWords.of(text);
    return NumberState.of(words, DictatedDigits.atTheEndOf(words), asked);
  }

  private static String digits(String text) {
    return DictatedDigits.atTheEndOf(TurnWords.of(text)).digits();
  }

  private record TurnTextOf(String text) {
    boolean trails() {
      return TurnWords.of(text).trails();
    }
  }
}
