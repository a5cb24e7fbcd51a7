package app.kolan.twilio.problem;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is known about Twilio's codes: which there are, how grave each is, and that both languages
/// say the same.
@Tag("unit")
class ExplainedProblemsTest {
  private static final String ERRORS =
      """
      10001 10002 10003 10004 11100 11200 11201 11202 11203 11205 11206 11210 11215 11220 11235
      11236 11237 11240 11241 11242 11243 11251 11750 11770 12100 12101 12102 12300 12400 13201
      13325 13338 13340 13420 13621 13801 15002 20003 20004 20404 20429 20500 20503 21201 21203
      21205 21206 21208 21209 21210 21211 21212 21213 21214 21215 21216 21217 21218 21219 21220
      21234 22005 31900 31901 31902 31903 31904 31910 31920 31921 31922 31923 31924 31940 31941
      31942 31952 31960
      """;
  private static final String WARNINGS =
      """
      12200 13210 13211 13212 13213 13214 13215 13216 13217 13218 13219 13220 13221 13222 13223
      13224 13225 13226 13227 13256 13310 13311 13312 13313 13314 13320 13326 13327 13328 13329 13330
      13331 13332 13333 13334 13335 13410 13430 13510 13511 13512 13513 13520 13521 13610 13611
      13612 13613 13614 13615 13616 13617 13618 13619 13620 13699 13710 13805 13810 13910 15003
      21262 21263 31930 31931 31950 31951
      """;
  private static final Pattern HEBREW = Pattern.compile("\\p{IsHebrew}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}\\u00a0]");

  /// What a translation must keep: settings, paths, codes, elements, commands and log messages.
  private static final Pattern LITERAL =
      Pattern.compile(
          "(KOLAN|TWILIO)_[A-Z_]+|/(webhook|ws|static|health)[\\w/-]*|\\b\\d{3,5}\\b|“[^”]*”"
              + "|<[^>]*>|\\bkolan \\w+|--[a-z-]+");

  @ParameterizedTest
  @EnumSource
  void every_code_is_explained_with_its_level(ExplanationLanguage language) {
    Map<Integer, Problem.Level> explained =
        Explanations.in(language).all().stream()
            .collect(toMap(Explanation::code, Explanation::level));

    var expected = new TreeMap<Integer, Problem.Level>();
    codes(ERRORS).forEach(code -> expected.put(code, Problem.Level.ERROR));
    codes(WARNINGS).forEach(code -> expected.put(code, Problem.Level.WARNING));
    assertThat(expected).hasSize(145);
    assertThat(explained).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void no_sentence_is_empty_or_holds_invisible_characters(ExplanationLanguage language) {
    assertThat(Explanations.in(language).all())
        .allSatisfy(
            explanation ->
                assertThat(sentences(explanation))
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(
                        sentence ->
                            assertThat(sentence).isNotBlank().doesNotContainPattern(INVISIBLE)));
  }

  @Test
  void hebrew_is_hebrew_and_normalised() {
    assertThat(Explanations.in(ExplanationLanguage.HEBREW).all())
        .flatExtracting(ExplainedProblemsTest::sentences)
        .allSatisfy(
            sentence -> {
              assertThat(sentence).containsPattern(HEBREW);
              assertThat(Normalizer.isNormalized(sentence, Normalizer.Form.NFC)).isTrue();
            });
  }

  @Test
  void english_holds_no_hebrew() {
    assertThat(Explanations.in(ExplanationLanguage.ENGLISH).all())
        .flatExtracting(ExplainedProblemsTest::sentences)
        .noneMatch(sentence -> HEBREW.matcher(sentence).find());
  }

  @Test
  void both_languages_say_the_same() {
    for (Explanation english : Explanations.in(ExplanationLanguage.ENGLISH).all()) {
      Explanation hebrew =
          Explanations.in(ExplanationLanguage.HEBREW).withCode(english.code()).orElseThrow();
      List<String> original = sentences(english);
      List<String> translated = sentences(hebrew);

      assertThat(hebrew.causes())
          .as("causes of %d", english.code())
          .hasSameSizeAs(english.causes());
      assertThat(hebrew.checks())
          .as("checks of %d", english.code())
          .hasSameSizeAs(english.checks());
      assertThat(hebrew.remedies())
          .as("remedies of %d", english.code())
          .hasSameSizeAs(english.remedies());
      assertThat(translated).as("%d", english.code()).hasSameSizeAs(original);
      for (int i = 1; i < original.size(); i++) {
        assertThat(literals(translated.get(i)))
            .as("%d: %s", english.code(), original.get(i))
            .isEqualTo(literals(original.get(i)));
      }
    }
  }

  private static List<String> literals(String sentence) {
    return LITERAL.matcher(sentence).results().map(found -> found.group()).sorted().toList();
  }

  /// The title first.
  private static List<String> sentences(Explanation explanation) {
    var sentences = new ArrayList<String>();
    sentences.add(explanation.title());
    sentences.add(explanation.meaning());
    sentences.addAll(explanation.causes());
    sentences.addAll(explanation.checks());
    sentences.addAll(explanation.remedies());
    sentences.addAll(explanation.kolan());
    return sentences;
  }

  private static List<Integer> codes(String table) {
    return Arrays.stream(table.strip().split("\\s+", -1)).map(Integer::valueOf).toList();
  }
}
