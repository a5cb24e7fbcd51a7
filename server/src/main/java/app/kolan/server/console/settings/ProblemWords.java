package app.kolan.server.console.settings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import app.kolan.server.console.text.Language;
import app.kolan.server.settings.ConfigProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is wrong with settings, in the language of a page. The rules and their English words are
/// those of files; the other languages have a list of sentences, each for a pattern of the English
/// one. What is not in it stays English.
public final class ProblemWords {
  private static final PhraseTable HEBREW = PhraseTable.load("/console/remedies_he.txt");

  private ProblemWords() {}

  /// What is shown of a problem.
  ///
  /// @param english whether it is in English on a page of another language
  public record Line(String text, boolean english) {}

  /// What stands beside the field that is wrong.
  public static Line atField(ConfigProblem problem, Language language) {
    return words(problem, language)
        .map(text -> new Line(text, false))
        .orElseGet(
            () -> new Line(problem.seen() + ": " + problem.remedy(), language != Language.ENGLISH));
  }

  /// What stands beside each of the fields, by their keys.
  public static Map<String, List<Line>> byField(List<ConfigProblem> problems, Language language) {
    return problems.stream()
        .collect(
            groupingBy(
                ConfigProblem::key, mapping(problem -> atField(problem, language), toList())));
  }

  /// What stands above the form, with the key that is wrong.
  public static Line ofForm(ConfigProblem problem, Language language) {
    return words(problem, language)
        .map(text -> new Line("\u2066" + problem.key() + "\u2069: " + text, false))
        .orElseGet(() -> new Line(problem.line(), language != Language.ENGLISH));
  }

  private static Optional<String> words(ConfigProblem problem, Language language) {
    return switch (language) {
      case ENGLISH -> Optional.empty();
      case HEBREW -> hebrew(problem.remedy());
    };
  }

  /// A remedy, or the reason why a file cannot be used, as far as there are words for it.
  public static String words(String remedy, Language language) {
    return switch (language) {
      case ENGLISH -> remedy;
      case HEBREW -> hebrew(remedy).orElse(remedy);
    };
  }

  /// Why a file, or a line of one, cannot be used.
  public static Line ofFile(String problem, Language language) {
    return switch (language) {
      case ENGLISH -> new Line(problem, false);
      case HEBREW ->
          hebrew(problem)
              .map(text -> new Line(text, false))
              .orElseGet(() -> new Line(problem, true));
    };
  }

  /// A sentence of the doctor's; what is not in the list stays English.
  public static Line ofDoctor(String sentence, Language language) {
    return switch (language) {
      case ENGLISH -> new Line(sentence, false);
      case HEBREW ->
          Doctor.HEBREW
              .words(sentence)
              .or(() -> ofSetting(sentence))
              .map(text -> new Line(text, false))
              .orElseGet(() -> new Line(sentence, true));
    };
  }

  /// A remedy of a setting, as the doctor writes it: with a capital letter and a full stop.
  private static Optional<String> ofSetting(String sentence) {
    if (!sentence.endsWith(".")) {
      return Optional.empty();
    }
    String remedy = sentence.substring(0, sentence.length() - 1);
    return hebrew(remedy)
        .or(() -> hebrew(remedy.substring(0, 1).toLowerCase(Locale.ROOT) + remedy.substring(1)));
  }

  /// Why something was not sent or not done, as it was kept.
  public static Line ofFailure(String sentence, Language language) {
    return switch (language) {
      case ENGLISH -> new Line(sentence, false);
      case HEBREW ->
          Failures.HEBREW
              .words(sentence)
              .map(text -> new Line(text, false))
              .orElseGet(() -> new Line(sentence, true));
    };
  }

  /// Read when something has first failed.
  private static final class Failures {
    static final PhraseTable HEBREW = PhraseTable.load("/console/failures_he.txt");
  }

  /// The doctor's, read when somebody first has it look.
  private static final class Doctor {
    static final PhraseTable HEBREW = PhraseTable.load("/console/findings_he.txt");
  }

  static Optional<String> hebrew(String remedy) {
    return HEBREW.words(remedy);
  }
}
