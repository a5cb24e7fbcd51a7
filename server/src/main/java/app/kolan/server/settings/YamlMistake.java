package app.kolan.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Where a file is no YAML, as the parser says it.
///
/// SnakeYAML names up to two lines: where the part began that it was reading, and where that went
/// wrong. Jackson's location is the former.
final class YamlMistake {
  private static final Pattern PLACE = Pattern.compile("in 'reader', line ([0-9]+), column");
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private YamlMistake() {}

  static ConfigProblem of(Path file, JsonProcessingException mistake) {
    String message = mistake.getOriginalMessage();
    int near = mistake.getLocation() == null ? 0 : mistake.getLocation().getLineNr();
    var twice = TWICE.matcher(message);
    if (twice.matches()) {
      return new ConfigProblem(
          file.toString(),
          "not clear",
          "%s is there twice, the second time at line %d; keep one"
              .formatted(twice.group(1), near));
    }
    List<String> lines = PLACE.matcher(message).results().map(YamlMistake::number).toList();
    String line = lines.isEmpty() ? Integer.toString(near) : lines.getLast();
    if (message.contains("TAB")) {
      return problem(file, "line %s is indented with a tab; use spaces".formatted(line));
    }
    String from = lines.size() > 1 && !lines.getFirst().equals(line) ? lines.getFirst() : "";
    return problem(
        file,
        from.isEmpty()
            ? "fix it at line " + line
            : "fix it at line %s, or at line %s where that part begins".formatted(line, from));
  }

  private static ConfigProblem problem(Path file, String remedy) {
    return new ConfigProblem(file.toString(), "not YAML", remedy);
  }

  private static String number(MatchResult place) {
    return place.group(1);
  }
}
