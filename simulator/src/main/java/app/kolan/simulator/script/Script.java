package app.kolan.simulator.script;

import java.util.ArrayList;
import java.util.List;

/// The story of one call, as its caller lives it, line by line.
///
/// ```
/// # a question, and an impatient caller
/// agent says greeting
/// caller waits for silence
/// caller says opening-hours
/// agent says hours-answer within 900ms
/// caller interrupts after 600ms with "and on friday" for 1.2s
/// agent stops within 200ms
/// caller hangs up
/// ```
///
/// The other lines are `caller waits 2s`, `caller presses 123#`, `agent speaks within 900ms`,
/// `agent says nothing for 3s` and `call ends within 5s`. A bound that is left out is ten seconds.
/// `#` begins a comment, outside of quotes and keys.
public record Script(List<Line> lines) {
  /// @param number the place in the text, from 1
  /// @param text the line as it was written
  public record Line(int number, String text, Step step) {}

  public Script {
    lines = List.copyOf(lines);
  }

  /// Reads a script.
  ///
  /// @throws MalformedScript for the first line that is none of a script's
  public static Script parse(String text) throws MalformedScript {
    var lines = new ArrayList<Line>();
    int number = 0;
    for (String written : text.lines().toList()) {
      number++;
      String line = written.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(number, line, Sentences.read(number, line)));
      }
    }
    return new Script(lines);
  }
}
