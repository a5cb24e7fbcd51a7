package app.kolan.doctor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.plugin.SourceSentences.Sentence;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every sentence that the doctor can show in the console has Hebrew words there.
@Tag("unit")
class HebrewFindingsTest {
  /// The Debugger's alerts, which the console shows by itself, and one whose words are those of the
  /// settings.
  private static final Set<String> ELSEWHERE = Set.of("AlertsCheck.java", "SettingsCheck.java");

  private static final Pattern LATIN_STAYS = Pattern.compile("`[^`]*`");
  private static final Pattern PROSE =
      Pattern.compile(
          "\\b(?:the|a|an|and|or|of|is|are|it|that|which|by|with|to|for|not|no|in|on|as|from|remove"
              + "|see|let|take|leave|set the|has|was|at)\\b");

  @Test
  void every_sentence_of_the_doctors_has_hebrew_words() throws IOException {
    Set<Sentence> sentences = SourceSentences.of(Path.of("src/main/java"));
    assertThat(sentences).as("what was read").hasSizeGreaterThan(500);

    List<String> missing =
        sentences.stream()
            .filter(sentence -> !ELSEWHERE.contains(sentence.place()))
            .filter(sentence -> !isKnownAtRunTimeAlone(sentence.text()))
            .flatMap(sentence -> complaint(sentence).stream())
            .toList();
    assertThat(missing).isEmpty();
  }

  private static boolean isKnownAtRunTimeAlone(String text) {
    return text.replaceAll("[§\\s.,:…]", "").isEmpty();
  }

  private static Optional<String> complaint(Sentence sentence) {
    ProblemWords.Line line =
        ProblemWords.ofDoctor(
            sentence.text().replace(SourceSentences.UNKNOWN, "x.example"), Language.HEBREW);
    String words = LATIN_STAYS.matcher(line.text()).replaceAll("");
    return line.english() || PROSE.matcher(words).find()
        ? Optional.of("%s: %s → %s".formatted(sentence.place(), sentence.text(), line.text()))
        : Optional.empty();
  }
}
