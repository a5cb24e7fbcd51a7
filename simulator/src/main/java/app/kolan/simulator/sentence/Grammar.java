package app.kolan.simulator.sentence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar of a small language of sentences, each of which gives a value. `#` begins a comment.
///
/// @param sentences earlier ones win
public record Grammar<T>(List<Sentence<T>> sentences) {
  private static final String COMMENT = "(?:\\s+#.*)?";

  /// One sentence.
  ///
  /// @param shape how it is written, for people
  /// @param opening its fixed words up to the first thing that varies
  /// @param meaning the value of the matched words
  public record Sentence<T>(
      String shape, String opening, Pattern pattern, Function<Matcher, T> meaning) {
    /// How well a line fits: the opening's length, less two for each letter that is wrong.
    int likeness(String line) {
      int words = opening.split(" ").length;
      String[] written = line.split(" ");
      String start = String.join(" ", List.of(written).subList(0, Math.min(words, written.length)));
      return opening.length() - 2 * Levenshtein.distance(opening, start);
    }
  }

  public Grammar {
    sentences = List.copyOf(sentences);
  }

  /// A sentence of a grammar.
  ///
  /// @param pattern a regular expression over a line with single spaces
  public static <T> Sentence<T> sentence(
      String shape, String opening, String pattern, Function<Matcher, T> meaning) {
    return new Sentence<>(shape, opening, Pattern.compile(pattern + COMMENT), meaning);
  }

  /// The value of a line; empty when it matches no sentence.
  public Optional<T> read(String line) {
    String spaced = withSingleSpaces(line);
    for (Sentence<T> sentence : sentences) {
      Matcher matcher = sentence.pattern().matcher(spaced);
      if (matcher.matches()) {
        return Optional.of(sentence.meaning().apply(matcher));
      }
    }
    return Optional.empty();
  }

  /// The shape of the sentence that a line is most like.
  public String nearest(String line) {
    String spaced = withSingleSpaces(line);
    return sentences.stream()
        .max(Comparator.comparingInt(sentence -> sentence.likeness(spaced)))
        .map(Sentence::shape)
        .orElse("");
  }

  /// What is quoted stays as it is.
  private static String withSingleSpaces(String line) {
    int quote = line.indexOf('"');
    String head = quote < 0 ? line : line.substring(0, quote);
    return head.replaceAll("\\s+", " ") + (quote < 0 ? "" : line.substring(quote));
  }
}
