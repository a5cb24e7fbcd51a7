package app.kolan.server.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.stubs.llm.ScriptedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers are addressed in the plural: a singular has a gender that nobody knows, and that a voice
/// has to guess where the letters leave it open, as in אליך. For the same reason Kolan itself says
/// nothing in a gender.
@Tag("unit")
class PluralSentencesTest {
  private static final Pattern SAID = Pattern.compile("(?m)^\\s*(?:says|otherwise):\\s*\"(.*)\"$");

  /// Suffixes of the second person, pronouns, verbs in the singular, and adjectives about Kolan.
  private static final Pattern SINGULAR =
      Pattern.compile(
          "(?<![א-ת])(?:[ובמהלכש]{0,2}(?!(?:איך|כך|תוך|דרך|ערך|צורך|בהמשך|המשך|משך|סך|הליך|תהליך|תאריך)(?![א-ת]))[א-ת]{1,6}ך"
              + "|[וש]?(?:אתה|התקשרת|השארת|ביקשת|אמרת|רצית|תרצה|תרצי|תוכל|תוכלי|רוצה|צריך|צריכה|מעוניין|מעוניינת"
              + "|הקש|הקישי|לחץ|לחצי|המתן|המתיני|השאר|השאירי|הישאר|הישארי|אמור|אמרי|דבר|דברי|חכה|חכי)"
              + "|(?:אני|הנני) [א-ת]+(?:ה|ת)|נציג|נציגה|מצטער|מצטערת|שמח|שמחה|מבין|מבינה)(?![א-ת])");

  static Stream<String> sentences() throws IOException {
    Stream<String> prompts =
        SentenceFile.read(
                PromptLoader.SHIPPED.read(PromptLoader.SOURCE).orElseThrow(), PromptLoader.SOURCE)
            .stream()
            .map(PromptSentence::text);
    return Stream.concat(prompts, scripted());
  }

  private static Stream<String> scripted() throws IOException {
    try (InputStream in =
        ScriptedModel.class.getResourceAsStream("/model-scripts/receptionist.yaml")) {
      assertThat(in).isNotNull();
      String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SAID.matcher(rules).results().map(said -> said.group(1));
    }
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void no_sentence_of_ours_is_in_the_singular(String sentence) {
    assertThat(SINGULAR.matcher(sentence).results().map(MatchResult::group)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"אחזור אליך", "מה שמך?", "תודה שהתקשרת.", "רק רגע, מעבירים אותך", "אני מצטערת"})
  void the_singular_would_be_noticed(String sentence) {
    assertThat(SINGULAR.matcher(sentence).find()).isTrue();
  }

  @Test
  void prompts_and_scripted_answers_are_looked_at() throws IOException {
    assertThat(sentences())
        .hasSizeGreaterThan(60)
        .contains("אתם עדיין איתנו?", "הבנתי. איך קוראים לכם?");
  }
}
