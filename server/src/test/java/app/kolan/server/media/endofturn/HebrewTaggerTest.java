package app.kolan.server.media.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class HebrewTaggerTest {
  @ParameterizedTest
  @CsvSource({
    "את, OBJECT_MARK",
    "לא, NEGATION",
    "יש, EXISTENTIAL",
    "אני, PRONOUN",
    "אותי, OBJECT_PRONOUN",
    "שלי, POSSESSIVE",
    "לי, INFLECTED",
    "צריכה, MODAL",
    "כמה, WHAT",
    "מתי, QUESTION",
    "רגע, WAIT",
    "שולחן, NOUN",
    "שולחנות, NOUN",
    "משפחתך, NOUN",
    "לקנות, INFINITIVE_OBJECT",
    "להתקשר, INFINITIVE_ALONE",
    "להתברבר, INFINITIVE",
    "ירושלים, PLACE",
    "הטכנאי, NOUN",
    "ב, PREPOSITION",
    "צ, LETTER",
    "ב', LETTER",
    "hello, FOREIGN",
    "12, NUMBER",
  })
  void a_listed_word_has_its_tag(String word, HebrewTag tag) {
    assertThat(HebrewTagger.SHIPPED.of(word).tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "השולחן, ה+NOUN",
    "והשולחן, וה+NOUN",
    "הטכנאי, ה+NOUN",
    "לשולחן, ל+NOUN",
    "ושהשולחן, ושה+NOUN",
    "כשהשולחן, כשה+NOUN",
    "שאני, ש+PRONOUN",
  })
  void prefixes_are_taken_off_a_listed_word(String word, String name) {
    assertThat(HebrewTagger.SHIPPED.of(word).name()).isEqualTo(name);
  }

  /// Invented words, in the shapes of Hebrew.
  @ParameterizedTest
  @CsvSource({
    "גרבלתי, PAST",
    "גרבלנו, PAST",
    "גרבלים, UNKNOWN_PLURAL",
    "גרבל, UNKNOWN",
    "הגרבל, ה?+UNKNOWN",
    "והגרבל, וה?+UNKNOWN",
    "שגרבלתי, ש?+PAST",
  })
  void another_word_is_told_by_its_letters(String word, String name) {
    assertThat(HebrewTagger.SHIPPED.of(word).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "אף אחד, NOUN",
    "שולחן אחד, ADJECTIVE",
    "נתנאל עם תו, LETTER",
    "נון תו, LOOSE_CONSTRUCT",
    "עם נון תו, LETTER",
  })
  void some_words_are_told_by_the_word_before(String words, HebrewTag last) {
    HebrewToken[] tokens = HebrewTagger.SHIPPED.of(TurnWords.of(words));
    assertThat(tokens[tokens.length - 1].tag())
        .as(Arrays.stream(tokens).map(HebrewToken::name).collect(Collectors.joining(" ")))
        .isEqualTo(last);
  }
}
