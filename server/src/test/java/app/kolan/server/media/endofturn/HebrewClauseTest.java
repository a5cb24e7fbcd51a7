package app.kolan.server.media.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class HebrewClauseTest {
  @ParameterizedTest
  @CsvSource({
    // a subject, and nothing said of it
    "האפליקציה, PREDICATE",
    "הטכנאי שלכם, PREDICATE",
    "הטכנאי היה, THING",
    "אבל האפליקציה, PREDICATE",
    "אני, PREDICATE",
    // verbs and their objects
    "אני רוצה, VERB",
    "אני רוצה בשולחן, VERB_AFTER_PHRASE",
    "אני רוצה לקנות, OBJECT",
    "אני רוצה לקנות לי, OBJECT_AFTER_DATIVE",
    "אני רוצה לקנות שולחן, NOTHING",
    "אני רוצה לקנות את השולחן, NOTHING",
    "אני לא רוצה, VERB_NEGATED",
    "אני לא רוצה לקנות, OBJECT",
    "אני לא רוצה שולחן, NOTHING",
    // there is
    "יש, THING",
    "יש לי, THING_AFTER_DATIVE",
    "יש לי שולחן, NOTHING",
    // questions
    "כמה, QUESTION",
    "אילו מסמכים, QUESTION_NOUN",
    "אילו מסמכים צריך, NOTHING",
    "אילו מסמכים אני צריך, VERB_FRONTED",
    "מה אני צריך, VERB_FRONTED",
    "מה אני צריך לקנות, NOTHING_FRONTED",
    "איפה אתם, QUESTION_PRONOUN",
    "איפה הוא, NOTHING",
    // clauses
    "אני חושב, CLAUSE",
    "אני חושב שהטכנאי, PREDICATE",
    "אני רוצה לקנות שולחן ו, NOTHING",
    "אני רוצה לקנות שולחן אבל, OPENED",
    // little was said
    "שולחן, NOUN_ALONE",
    "בשולחן, PHRASE_ALONE",
    "אה, BEGIN",
  })
  void what_the_last_clause_still_needs(String words, ClauseNeed need) {
    assertThat(read(words).need()).isEqualTo(need);
  }

  @ParameterizedTest
  @CsvSource({
    "אני רוצה לקנות את, OBJECT, true",
    "אני רוצה לקנות עם, NOUN, true",
    "אני רוצה לקנות שולחן ל, LONE, false",
    "אני רוצה לקנות יותר, DEGREE, false",
    "אני לא, NEGATED, false",
    "אני רוצה שלושה, NUMBER, false",
    "אני רוצה לקנות שולחן, NONE, false",
    "את, OBJECT, false",
  })
  void what_the_last_word_needs_next(String words, WordGap gap, boolean open) {
    HebrewClause clause = read(words);
    assertThat(clause.gap()).isEqualTo(gap);
    assertThat(clause.isOpen()).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "האופניים ששכרתי אצלכם, RELATIVE, PREDICATE",
    "האופניים ששכרתי אצלכם נשברו, NONE, NONE",
    "אם הטכנאי לא מגיע, IF, MAIN",
    "אם הטכנאי לא מגיע אני רוצה לבטל, SECOND, NONE",
    "כשחזרתי הביתה, IF, MAIN",
    "אני רוצה לדעת מתי, QUESTION, NONE",
    "אני רוצה לקנות שולחן אבל, CONJUNCTION, NONE",
  })
  void what_the_clause_around_lacks(String words, ClauseOpener opener, OuterClause outer) {
    HebrewClause clause = read(words);
    assertThat(clause.opener()).isEqualTo(opener);
    assertThat(clause.outer()).isEqualTo(outer);
  }

  @Test
  void the_features_name_the_need_and_the_last_tags() {
    List<String> names = new ArrayList<>();
    ClauseFeatures.of(read("רגע אני רוצה לקנות"), names::add);
    assertThat(names)
        .contains(
            "clause:OBJECT/NONE",
            "clause:OBJECT NONE NONE",
            "clause:wait PRONOUN 3",
            "tags:210 PRONOUN MODAL INFINITIVE_OBJECT")
        .doesNotHaveDuplicates();
  }

  private static HebrewClause read(String words) {
    return HebrewClause.of(TurnWords.of(words));
  }
}
