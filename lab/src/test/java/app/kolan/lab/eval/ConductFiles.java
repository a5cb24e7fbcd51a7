package app.kolan.lab.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Tables of what a receptionist is to do: lines of cells between tabs; `#` begins a comment.
final class ConductFiles {
  private ConductFiles() {}

  /// @param stories those that fail without the rule
  record Rule(String text, List<String> stories) {}

  /// @param tools that were used with it
  record Answer(String story, boolean good, String words, List<String> tools) {}

  static List<Rule> rules() {
    return read("rules.tsv").stream()
        .map(cells -> new Rule(cells.get(0), List.of(cells.get(1).split(" ", -1))))
        .toList();
  }

  static List<Answer> answers() {
    return read("answers.tsv").stream()
        .map(
            cells ->
                new Answer(
                    cells.get(0),
                    cells.get(1).equals("good"),
                    cells.get(2).replace("\\n", "\n"),
                    cells.size() > 3 ? List.of(cells.get(3).split(" ", -1)) : List.of()))
        .toList();
  }

  static Story story(String name) {
    return EvalStories.shipped().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no story " + name));
  }

  private static List<List<String>> read(String file) {
    try (InputStream in =
        Objects.requireNonNull(ConductFiles.class.getResourceAsStream("/conduct/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
