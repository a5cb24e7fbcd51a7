package app.kolan.twilio.problem;

import app.kolan.twilio.problem.Problem.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads explanations from a text: any text gives explanations or [MalformedExplanation].
///
/// ```
/// # A remark.
/// @dns Look the host's name up with a public resolver.
///
/// 11210 error HTTP bad host name
/// means  The host in the URL does not exist.
/// cause  A slip in its name.
/// check  @dns
/// remedy Publish a record.
/// kolan  Nothing: the request never arrives.
/// ```
///
/// `means` comes once, each of the others once or more. A line that is nothing but a name with `@`
/// stands for the sentence that was given under that name above it.
final class ExplanationReader {
  private enum Part {
    MEANS,
    CAUSE,
    CHECK,
    REMEDY,
    KOLAN;

    static Optional<Part> ofWord(String word) {
      for (Part part : values()) {
        if (part.name().toLowerCase(Locale.ROOT).equals(word)) {
          return Optional.of(part);
        }
      }
      return Optional.empty();
    }
  }

  private record Heading(int line, int code, Level level, String title) {}

  private final Map<String, String> sentences = new HashMap<>();
  private final List<Explanation> explanations = new ArrayList<>();
  private final Set<Integer> codes = new HashSet<>();
  private final Map<Part, List<String>> parts = new EnumMap<>(Part.class);
  private @Nullable Heading heading;
  private int line;

  private ExplanationReader() {}

  static List<Explanation> read(String text) throws MalformedExplanation {
    var reader = new ExplanationReader();
    for (String line : text.lines().toList()) {
      reader.line++;
      if (!line.isBlank() && !line.startsWith("#")) {
        reader.take(line.strip());
      }
    }
    reader.finish();
    return List.copyOf(reader.explanations);
  }

  private void take(String content) throws MalformedExplanation {
    int space = content.indexOf(' ');
    if (space < 0) {
      throw malformed("there is nothing behind " + content);
    }
    String word = content.substring(0, space);
    String rest = content.substring(space).strip();
    if (word.startsWith("@")) {
      name(word, rest);
    } else if (word.matches("[0-9]{5}")) {
      begin(Integer.parseInt(word), rest);
    } else {
      add(word, rest);
    }
  }

  private void name(String name, String sentence) throws MalformedExplanation {
    if (sentences.put(name, sentence) != null) {
      throw malformed(name + " is named twice");
    }
  }

  private void begin(int code, String rest) throws MalformedExplanation {
    finish();
    int space = rest.indexOf(' ');
    Level level =
        switch (space < 0 ? rest : rest.substring(0, space)) {
          case "error" -> Level.ERROR;
          case "warning" -> Level.WARNING;
          default -> throw malformed("the level of " + code + " is neither error nor warning");
        };
    if (space < 0) {
      throw malformed(code + " has no title");
    }
    if (!codes.add(code)) {
      throw malformed(code + " is explained twice");
    }
    heading = new Heading(line, code, level, rest.substring(space).strip());
  }

  private void add(String word, String rest) throws MalformedExplanation {
    Optional<Part> part = Part.ofWord(word);
    if (heading == null || part.isEmpty()) {
      throw malformed("a line begins with " + word);
    }
    String sentence = rest.startsWith("@") ? sentences.get(rest) : rest;
    if (sentence == null) {
      throw malformed(rest + " is named nowhere above");
    }
    parts.computeIfAbsent(part.get(), _ -> new ArrayList<>()).add(sentence);
  }

  private void finish() throws MalformedExplanation {
    Heading begun = heading;
    if (begun == null) {
      return;
    }
    for (Part part : Part.values()) {
      int count = sentences(part).size();
      if (count == 0 || (part == Part.MEANS && count > 1)) {
        throw new MalformedExplanation(
            begun.line(), "%d has %d lines of %s".formatted(begun.code(), count, part));
      }
    }
    explanations.add(
        new Explanation(
            begun.code(),
            begun.level(),
            begun.title(),
            sentences(Part.MEANS).getFirst(),
            sentences(Part.CAUSE),
            sentences(Part.CHECK),
            sentences(Part.REMEDY),
            sentences(Part.KOLAN)));
    parts.clear();
    heading = null;
  }

  private List<String> sentences(Part part) {
    return parts.getOrDefault(part, List.of());
  }

  private MalformedExplanation malformed(String what) {
    return new MalformedExplanation(line, what);
  }
}
