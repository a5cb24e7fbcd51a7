package app.kolan.server.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HebrewNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, אפס, אפס",
    "1, אחת, אחד",
    "2, שתיים, שניים",
    "10, עשר, עשרה",
    "11, אחת עשרה, אחד עשר",
    "12, שתים עשרה, שניים עשר",
    "20, עשרים, עשרים",
    "21, עשרים ואחת, עשרים ואחד",
    "100, מאה, מאה",
    "102, מאה ושתיים, מאה ושניים",
    "115, מאה וחמש עשרה, מאה וחמישה עשר",
    "120, מאה ועשרים, מאה ועשרים",
    "200, מאתיים, מאתיים",
    "999, תשע מאות תשעים ותשע, תשע מאות תשעים ותשעה",
    "1000, אלף, אלף",
    "1100, אלף ומאה, אלף ומאה",
    "2000, אלפיים, אלפיים",
    "8000, שמונת אלפים, שמונת אלפים",
    "11000, אחד עשר אלף, אחד עשר אלף",
    "21001, עשרים ואחד אלף ואחת, עשרים ואחד אלף ואחד",
    "120000, מאה ועשרים אלף, מאה ועשרים אלף",
    "1000000, מיליון, מיליון",
    "2000003, שני מיליון ושלוש, שני מיליון ושלושה",
    "1000000000, מיליארד, מיליארד"
  })
  void a_number_has_two_genders(long number, String feminine, String masculine) {
    assertThat(plain(number, Gender.FEMININE)).isEqualTo(feminine);
    assertThat(plain(number, Gender.MASCULINE)).isEqualTo(masculine);
  }

  @Test
  void icu_says_the_same_where_the_last_element_is_not_round() {
    var icu = new RuleBasedNumberFormat(new ULocale("he"), RuleBasedNumberFormat.SPELLOUT);
    for (long number = 0; number < 20_000; number++) {
      boolean round = number >= 20 && number % 10 == 0 && number % 100 != 10;
      if (!round) {
        assertThat(plain(number, Gender.FEMININE))
            .isEqualTo(icu.format(number, "%spellout-cardinal-feminine-standalone"));
        assertThat(plain(number, Gender.MASCULINE))
            .isEqualTo(icu.format(number, "%spellout-cardinal-masculine-standalone"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {120, 190, 1_100, 1_200, 1_900, 2_020, 3_500, 10_040, 19_990})
  void a_round_last_element_has_the_conjunction_too(long number) {
    assertThat(HebrewNumbers.cardinal(number, Gender.FEMININE))
        .containsOnlyOnce(" ו")
        .isEqualTo(HebrewNumbers.cardinal(number, Gender.MASCULINE));
  }

  @Test
  void the_largest_number_has_a_name() {
    assertThat(HebrewNumbers.cardinal(HebrewNumbers.LARGEST, Gender.FEMININE))
        .startsWith("תשע מאות תשעים ותשעה מיליארד")
        .endsWith("תשעים ותשע");
  }

  @Test
  void places_in_a_row_have_forms_up_to_ten() {
    assertThat(HebrewNumbers.ordinal(1, Gender.MASCULINE)).isEqualTo("ראשון");
    assertThat(HebrewNumbers.ordinal(2, Gender.FEMININE)).isEqualTo("שנייה");
    assertThat(HebrewNumbers.ordinal(10, Gender.MASCULINE)).isEqualTo("עשירי");
    assertThat(HebrewNumbers.ordinal(11, Gender.FEMININE)).isEqualTo("אחת עשרה");
    assertThat(HebrewNumbers.ordinal(0, Gender.FEMININE)).isEqualTo("אפס");
  }

  @Test
  void the_construct_state_is_for_two_to_ten() {
    assertThat(HebrewNumbers.beforeNoun(2, Gender.MASCULINE)).isEqualTo("שני");
    assertThat(HebrewNumbers.beforeNoun(2, Gender.FEMININE)).isEqualTo("שתי");
    assertThat(HebrewNumbers.beforeNoun(3, Gender.MASCULINE)).isEqualTo("שלושה");
    assertThat(HebrewNumbers.beforeDefiniteNoun(3, Gender.MASCULINE)).isEqualTo("שלושת");
    assertThat(HebrewNumbers.beforeDefiniteNoun(3, Gender.FEMININE)).isEqualTo("שלוש");
    assertThat(HebrewNumbers.beforeDefiniteNoun(11, Gender.MASCULINE)).isEqualTo("אחד עשר");
  }

  private static String plain(long number, Gender gender) {
    return EightVowelPoints.plain(HebrewNumbers.cardinal(number, gender));
  }
}
