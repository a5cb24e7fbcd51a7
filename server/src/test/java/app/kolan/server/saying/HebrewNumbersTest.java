package app.kolan.server.saying;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(HebrewNumbers.cardinal(number, Gender.FEMININE)).isEqualTo(feminine);
    assertThat(HebrewNumbers.cardinal(number, Gender.MASCULINE)).isEqualTo(masculine);
  }

  @Test
  void only_the_last_element_has_the_conjunction() {
    for (long number = 0; number <= 30_000; number++) {
      for (Gender gender : Gender.values()) {
        String[] words = HebrewNumbers.cardinal(number, gender).split(" ");
        long remainder = number % 1000;
        boolean compositeThousands = number >= 20_000;
        int joined = 0;
        for (String word : words) {
          joined += word.startsWith("ו") ? 1 : 0;
        }

        assertThat(joined).as("%d", number).isBetween(0, compositeThousands ? 2 : 1);
        if (number > 1000 && remainder > 0) {
          assertThat(joined).as("%d", number).isPositive();
        }
      }
    }
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
}
