package app.kolan.simulator.script;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.MalformedFault;
import java.util.ArrayList;
import java.util.List;

/// The script of one call from the caller's side, line by line.
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
/// `#` begins a comment, outside of quotes and keys. A line that begins with `fault:` adds a
/// network fault to this call.
///
/// @param faults of the network in this call
public record Script(List<Line> lines, List<Fault> faults) {
  private static final String FAULT = "fault:";

  /// @param number the place in the text, from 1
  /// @param text the line as it was written
  public record Line(int number, String text, Step step) {}

  public Script {
    lines = List.copyOf(lines);
    faults = List.copyOf(faults);
  }

  /// Reads a script.
  ///
  /// @throws MalformedScript for the first line that is none of a script's
  public static Script parse(String text) throws MalformedScript {
    var lines = new ArrayList<Line>();
    var faults = new ArrayList<Fault>();
    int number = 0;
    for (String written : text.lines().toList()) {
      number++;
      String line = written.strip();
      if (line.startsWith(FAULT)) {
        faults.add(fault(number, line.substring(FAULT.length())));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(number, line, ScriptGrammar.read(number, line)));
      }
    }
    return new Script(lines, faults);
  }

  private static Fault fault(int number, String line) throws MalformedScript {
    try {
      return Faults.read(number, line);
    } catch (MalformedFault e) {
      throw new MalformedScript(number, e.reason());
    }
  }
}
