package app.kolan.server.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ClauseSplitterTest {
  private static final ClauseLengths SHORT = new ClauseLengths(6, 12, 40);

  @Test
  void a_sentence_is_given_out_when_it_has_ended() {
    var cutter = new ClauseSplitter(ClauseLengths.USUAL);

    assertThat(cutter.feed("כן. ")).containsExactly("כן. ");
    assertThat(cutter.feed("מה שלומך?")).isEmpty();
    assertThat(cutter.feed(" ")).containsExactly("מה שלומך? ");
    assertThat(cutter.feed("להתראות!")).isEmpty();
    assertThat(cutter.finish()).containsExactly("להתראות!");
    assertThat(cutter.finish()).isEmpty();
  }

  @Test
  void a_comma_ends_a_clause_that_is_long_enough() {
    assertThat(clauses("אז, כמו שאמרתי, התור נקבע, ויש חניה"))
        .containsExactly("אז, כמו שאמרתי, ", "התור נקבע, ויש חניה");
    assertThat(clauses("שלום וברכה, כאן המרפאה של השכונה; אפשר לקבוע"))
        .containsExactly("שלום וברכה, ", "כאן המרפאה של השכונה; ", "אפשר לקבוע");
  }

  @Test
  void the_first_clause_may_be_shorter_than_the_others() {
    assertThat(clauses("בוודאי, אני רואה, שיש תור")).startsWith("בוודאי, ");
    assertThat(clauses("בוודאי, אני רואה, שיש תור")).hasSize(2);
  }

  @Test
  void a_day_its_date_and_its_hour_stay_together() {
    assertThat(clauses("קבעתי לך תור ליום ג', 12.3, בשעה 16:30, אצל ד\"ר לוי"))
        .containsExactly("קבעתי לך תור ליום ג', 12.3, בשעה 16:30, ", "אצל ד\"ר לוי");
    assertThat(clauses("נתראה ביום חמישי, 14.5, בבוקר"))
        .containsExactly("נתראה ביום חמישי, 14.5, בבוקר");
  }

  @Test
  void an_acronym_at_the_end_of_a_sentence_is_no_initial() {
    assertThat(clauses("המחיר כולל מע\"מ. תודה")).containsExactly("המחיר כולל מע\"מ. ", "תודה");
    assertThat(clauses("זה של א. ב. יהושע")).hasSize(1);
  }

  @Test
  void numbers_hours_and_prices_stay_whole() {
    assertThat(clauses("המחיר הוא 12.5 שקלים")).hasSize(1);
    assertThat(clauses("נתראה בשעה 14:30 בדיוק")).hasSize(1);
    assertThat(clauses("זה עולה 1,250 שקלים")).hasSize(1);
    assertThat(clauses("נהיה כאן 9:00 - 17:00")).hasSize(1);
    assertThat(clauses("זה עולה 12.5. תודה")).containsExactly("זה עולה 12.5. ", "תודה");
  }

  @Test
  void abbreviations_stay_whole() {
    assertThat(clauses("אצל ד\"ר כהן מחר")).hasSize(1);
    assertThat(clauses("ת.ד. 123 חיפה")).hasSize(1);
    assertThat(clauses("See Dr. Cohen today")).hasSize(1);
    assertThat(clauses("1. בוקר\n2. ערב")).containsExactly("1. בוקר\n", "2. ערב");
  }

  @Test
  void addresses_stay_whole() {
    assertThat(clauses("כתבו אל info@example.co.il היום")).hasSize(1);
    assertThat(clauses("ראו www.example.com/a,b?c=d:e שם")).hasSize(1);
  }

  @Test
  void quotes_and_brackets_are_not_cut_open() {
    assertThat(clauses("היא אמרה \"לא. ממש, אבל ממש לא.\" והלכה"))
        .containsExactly("היא אמרה \"לא. ממש, אבל ממש לא.\" ", "והלכה");
    assertThat(clauses("אמר \"זה ד\"ר כהן. תכירו\" ושתק")).hasSize(1);
    assertThat(clauses("יש חניה (לא. באמת, אין) בחצר")).hasSize(1);
  }

  @Test
  void a_line_ends_what_was_left_open() {
    assertThat(clauses("יש (אולי\nכן. לא.")).containsExactly("יש (אולי\n", "כן. ", "לא.");
  }

  @Test
  void a_clause_without_a_mark_is_cut_at_a_space_but_not_after_a_number() {
    assertThat(clauses("אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע"))
        .containsExactly("אחת שתיים שלוש ארבע חמש שש שבע שמונה ", "תשע");
    assertThat(clauses("אחת שתיים שלוש ארבע חמש שש שבע 123456 ימים"))
        .containsExactly("אחת שתיים שלוש ארבע חמש שש שבע ", "123456 ימים");
  }

  @Test
  void a_text_without_spaces_is_bounded() {
    List<String> clauses = clauses("x".repeat(1000));

    assertThat(clauses).hasSizeGreaterThan(1).allMatch(clause -> clause.length() <= 160);
    assertThat(String.join("", clauses)).hasSize(1000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void however_a_text_arrives_its_clauses_are_the_same_and_are_the_text(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      String text =
          i % 3 == 0
              ? RandomText.anything(random)
              : RandomText.likely(random) + ". " + RandomText.likely(random);
      List<String> whole = clauses(text);

      assertThat(String.join("", whole)).isEqualTo(text);
      assertThat(whole).doesNotContain("");
      for (int split = 0; split < 5; split++) {
        assertThat(clausesInPieces(text, random)).as(text).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "(", "\"", ".", ". ", "א ", "1 ", ", ", "- ", "\n", "\"a "})
  void a_text_may_be_long_and_monotonous(String piece) {
    String text = piece.repeat(50_000);

    assertThat(String.join("", clauses(text))).isEqualTo(text);
  }

  @Test
  void lengths_must_grow() {
    assertThatThrownBy(() -> new ClauseLengths(0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClauseLengths(5, 4, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClauseLengths(5, 6, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> clauses(String text) {
    var cutter = new ClauseSplitter(SHORT);
    var clauses = new ArrayList<>(cutter.feed(text));
    clauses.addAll(cutter.finish());
    return clauses;
  }

  private static List<String> clausesInPieces(String text, Random random) {
    var cutter = new ClauseSplitter(SHORT);
    var clauses = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(7));
      clauses.addAll(cutter.feed(text.substring(at, end)));
      at = end;
    }
    clauses.addAll(cutter.finish());
    return clauses;
  }
}
