package app.kolan.server.console.settings;

import app.kolan.server.console.text.Language;
import app.kolan.server.settings.ConfigProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with settings, in the language of a page. The rules and their English words are
/// those of files; the other languages have a list of sentences, each for a pattern of the English
/// one. What is not in it stays English.
public final class ProblemWords {
  private static final List<Sentence> HEBREW = load("/console/remedies_he.txt");

  private ProblemWords() {}

  /// A sentence of the list.
  ///
  /// @param words with `{1}` in the place of the pattern's first group
  private record Sentence(Pattern english, String words) {}

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

  /// A sentence of the doctor's about Twilio's side; what is not in the list stays English.
  public static Line ofDoctor(String sentence, Language language) {
    return switch (language) {
      case ENGLISH -> new Line(sentence, false);
      case HEBREW ->
          words(sentence, Doctor.HEBREW)
              .map(text -> new Line(text, false))
              .orElseGet(() -> new Line(sentence, true));
    };
  }

  /// The doctor's, read when somebody first has it look.
  private static final class Doctor {
    static final List<Sentence> HEBREW = load("/console/findings_he.txt");
  }

  static Optional<String> hebrew(String remedy) {
    return words(remedy, HEBREW);
  }

  private static Optional<String> words(String remedy, List<Sentence> sentences) {
    for (Sentence sentence : sentences) {
      Matcher found = sentence.english().matcher(remedy);
      if (found.matches()) {
        String words = sentence.words();
        for (int group = 1; group <= found.groupCount(); group++) {
          words = words.replace("{" + group + "}", "\u2068" + found.group(group) + "\u2069");
        }
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }

  private static List<Sentence> load(String name) {
    try (InputStream file = ProblemWords.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains(" => "))
          .map(line -> line.split(" => ", 2))
          .map(parts -> new Sentence(Pattern.compile(parts[0]), parts[1].strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
