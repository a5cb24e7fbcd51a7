package app.kolan.lab.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The story of one caller, with what is expected of the agent.
///
/// ```
/// # מבקש לקבוע תור
/// never silent for 4s
/// caller: שלום, אני רוצה לקבוע תור
/// [scripted] agent: מה השם
/// [model] agent: קוראים | מתי
/// within 3s
/// ```
///
/// What the agent is expected to say is looked for in its answer to the caller's line above, or in
/// its first words when there is none. `#` begins a comment; the first one is the title.
///
/// @param name the file's, without its ending
/// @param title in a few words; may be empty
public record Story(String name, String title, List<Line> lines) {
  /// @param number from 1
  /// @param text as it was written
  record Line(int number, String text, AppliesTo onlyFor, StoryLine sentence) {}

  public Story {
    lines = List.copyOf(lines);
  }

  /// Reads a story. Throws [MalformedStory] for the first line that is malformed, and nothing else.
  public static Story parse(String name, String text) throws MalformedStory {
    var lines = new ArrayList<Line>();
    String title = "";
    int number = 0;
    for (String written : text.lines().toList()) {
      number++;
      String line = written.strip().replaceAll("\\p{Cf}", "");
      if (line.startsWith("#")) {
        title = title.isEmpty() ? line.substring(1).strip() : title;
      } else if (!line.isEmpty()) {
        lines.add(line(name, number, line));
      }
    }
    if (lines.stream().noneMatch(line -> line.sentence() instanceof StoryLine.OfCaller)) {
      throw new MalformedStory(name, Math.max(1, number), "the caller does nothing in this story");
    }
    return new Story(name, title, lines);
  }

  /// The lines that apply to this kind of agent.
  List<Line> linesFor(AgentKind languageModel) {
    return lines.stream().filter(line -> line.onlyFor().holds(languageModel)).toList();
  }

  private static Line line(String name, int number, String line) throws MalformedStory {
    if (!line.startsWith("[")) {
      return new Line(number, line, AppliesTo.ANYBODY, StoryGrammar.read(name, number, line));
    }
    int end = Math.max(1, line.indexOf(']'));
    String tag = line.substring(1, end);
    Optional<AppliesTo> onlyFor =
        switch (tag) {
          case "scripted" -> Optional.of(AppliesTo.SCRIPTED);
          case "model" -> Optional.of(AppliesTo.MODEL);
          case "stub" -> Optional.of(AppliesTo.STUB);
          default -> Optional.empty();
        };
    AppliesTo whom =
        onlyFor.orElseThrow(
            () ->
                new MalformedStory(name, number, "a tag is one of [scripted], [model] and [stub]"));
    return new Line(
        number, line, whom, StoryGrammar.read(name, number, line.substring(end + 1).strip()));
  }
}
