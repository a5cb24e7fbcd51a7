package app.kolan.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class SearchTextTest {
  @Test
  void words_have_no_niqqud_one_form_of_each_letter_and_no_marks() {
    assertThat(SearchText.words("שָׁלוֹם, דן\u200F-כהן! צה״ל צ'ק ײִדיש ٣4 Zoë"))
        .containsExactly("שלומ", "דנ", "כהנ", "צהל", "צק", "יידיש", "34", "zoe");
    assertThat(SearchText.words("\u200E .,-")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "בוקר, בבוקר, true",
    "בבוקר, בוקר, true",
    "בבוקר, לבוקר, true",
    "ובבוקר, מהבוקר, true",
    "תור, התורים, true",
    "לתור, תור, true",
    "שלום, שלומות, true",
    "בוקר, בקר, false",
    "שולחן, לחן, false",
    "כהן, כהנא, true",
    "דן, לדן, true",
    "דן, דנה, true",
    "דן, סדנה, false",
    "123, 0501234567, true"
  })
  void a_word_finds_its_parts_and_itself_behind_prefixes(
      String sought, String word, boolean finds) {
    String one = SearchText.words(sought).getFirst();
    String other = SearchText.words(word).getFirst();
    assertThat(SearchText.Sought.of(one).finds(other)).isEqualTo(finds);
    if (finds) {
      int[] has = SearchText.grams(7, List.of(other));
      assertThat(boxed(SearchText.soughtGrams(7, List.of(one))))
          .isSubsetOf(Arrays.stream(has).boxed().toList());
    }
  }

  @Test
  void a_number_is_one_word_of_a_query_however_it_is_parted() {
    assertThat(SearchText.query(" \u200E+972 50-123-4567\u200F ")).containsExactly("972501234567");
    assertThat(SearchText.query("(050) 123.4567")).containsExactly("0501234567");
    assertThat(SearchText.query("דנה ב 2")).containsExactly("דנה");
    assertThat(SearchText.query("א")).isEmpty();
    assertThat(SearchText.query("7")).isEmpty();
    assertThat(SearchText.number("+972501234567")).containsExactly("972501234567", "0501234567");
  }

  @Test
  void businesses_have_other_grams() {
    assertThat(SearchText.grams(1, List.of("שלומ")))
        .doesNotContain(SearchText.grams(2, List.of("שלומ")));
    assertThat(boxed(SearchText.grams(1, List.of("שלומ")))).allMatch(gram -> gram >= 0);
  }

  private static List<Integer> boxed(int[] grams) {
    return Arrays.stream(grams).boxed().toList();
  }
}
