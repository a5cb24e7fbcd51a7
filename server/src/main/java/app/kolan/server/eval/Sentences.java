package app.kolan.server.eval;

import static app.kolan.simulator.sentence.Grammar.sentence;

import app.kolan.simulator.sentence.Grammar;
import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/// The sentences that a story is made of.
public final class Sentences {
  private static final String TIME = "(?<time>" + Length.PATTERN + ")";
  private static final String REST = "(?<words>\\S.*?)";
  private static final String TOOL = "(?<tool>[A-Za-z0-9_-]{1,64})";
  private static final String PAIR = "[a-z_]{1,40}=[^,=]*[^,=\\s][^,=]*";
  private static final String PAIRS = "(?<pairs>" + PAIR + "(?:,\\s*" + PAIR + ")*?)";

  /// Earlier sentences win. Those whose meaning is empty have words that cannot be looked for.
  private static final Grammar<Optional<Sentence>> ALL =
      new Grammar<>(
          List.of(
              sentence("caller: <words>", "caller:", "caller: ?" + REST, line -> says(line, false)),
              sentence(
                  "caller in noise: <words>",
                  "caller in noise:",
                  "caller in noise: ?" + REST,
                  line -> says(line, true)),
              sentence(
                  "caller interrupts after 1s: <words>",
                  "caller interrupts after",
                  "caller interrupts after " + TIME + ": ?" + REST,
                  line -> some(new Sentence.Interrupts(time(line), line.group("words")))),
              sentence(
                  "caller mumbles for 1s",
                  "caller mumbles for",
                  "caller mumbles for " + TIME,
                  line -> some(new Sentence.Mumbles(time(line)))),
              sentence(
                  "caller is silent for 9s",
                  "caller is silent for",
                  "caller is silent for " + TIME,
                  line -> some(new Sentence.IsSilent(time(line)))),
              sentence(
                  "caller presses 1",
                  "caller presses",
                  "caller presses (?<keys>[0-9*#]{1,32})",
                  line -> some(new Sentence.Presses(line.group("keys")))),
              sentence(
                  "caller hides the number",
                  "caller hides the number",
                  "caller hides the number",
                  _ -> some(new Sentence.HidesNumber())),
              sentence(
                  "caller hangs up",
                  "caller hangs up",
                  "caller hangs up",
                  _ -> some(new Sentence.HangsUp(false))),
              sentence(
                  "caller hangs up in the middle",
                  "caller hangs up in the middle",
                  "caller hangs up in the middle",
                  _ -> some(new Sentence.HangsUp(true))),
              sentence(
                  "caller is handed over",
                  "caller is handed over",
                  "caller is handed over",
                  _ -> some(new Sentence.HandedOver())),
              sentence(
                  "agent: <words> [& <words>] [| <words>]",
                  "agent:",
                  "agent: ?" + REST,
                  line -> words(line).map(Sentence.Words::new)),
              sentence(
                  "agent not: <words> [| <words>]",
                  "agent not:",
                  "agent not: ?" + REST,
                  line -> words(line).map(Sentence.NoWords::new)),
              sentence(
                  "agent uses <tool> [with <argument>=<words>, …]",
                  "agent uses",
                  "agent uses " + TOOL + "(?: with " + PAIRS + ")?",
                  line -> some(new Sentence.Uses(line.group("tool"), pairs(line)))),
              sentence(
                  "agent does not use <tool>",
                  "agent does not use",
                  "agent does not use " + TOOL,
                  line -> some(new Sentence.DoesNotUse(line.group("tool")))),
              sentence(
                  "within 3s",
                  "within",
                  "within " + TIME,
                  line -> some(new Sentence.Within(time(line)))),
              sentence(
                  "never silent for 4s",
                  "never silent for",
                  "never silent for " + TIME,
                  line -> some(new Sentence.NeverSilent(time(line)))),
              sentence("call ends", "call ends", "call ends", _ -> some(new Sentence.CallEnds())),
              sentence(
                  "lead: name=<words>, subject=<words>, number=<digits>",
                  "lead:",
                  "lead: ?" + PAIRS.replace("[a-z_]{1,40}", "(?:name|subject|number)"),
                  line -> some(new Sentence.LeadHas(pairs(line)))),
              sentence(
                  "lead is complete",
                  "lead is complete",
                  "lead is complete",
                  _ -> some(new Sentence.LeadIs(true))),
              sentence(
                  "lead is open",
                  "lead is open",
                  "lead is open",
                  _ -> some(new Sentence.LeadIs(false))),
              sentence("no lead", "no lead", "no lead", _ -> some(new Sentence.NoLead()))));

  private Sentences() {}

  /// The shapes of all sentences, for people.
  public static List<String> shapes() {
    return ALL.sentences().stream().map(Grammar.Sentence::shape).toList();
  }

  /// What a line says.
  static Sentence read(String story, int number, String line) throws MalformedStory {
    Optional<Sentence> meaning =
        ALL.read(line)
            .orElseThrow(
                () ->
                    new MalformedStory(
                        story,
                        number,
                        "“%s” is no line of a story; write for example: %s"
                            .formatted(line, ALL.nearest(line))));
    return meaning.orElseThrow(
        () ->
            new MalformedStory(
                story,
                number,
                "“%s” has words that cannot be looked for; give words around each | and &, and"
                        .formatted(line)
                    + " between slashes a regular expression of Java's"));
  }

  private static Optional<Sentence> says(Matcher line, boolean inNoise) {
    return some(new Sentence.Says(line.group("words"), inNoise));
  }

  private static Optional<Sentence> some(Sentence sentence) {
    return Optional.of(sentence);
  }

  private static Optional<WantedWords> words(Matcher line) {
    return WantedWords.read(line.group("words"));
  }

  private static Map<String, String> pairs(Matcher line) {
    var pairs = new LinkedHashMap<String, String>();
    String written = line.group("pairs");
    if (written != null) {
      for (String pair : written.split(",", -1)) {
        int equals = pair.indexOf('=');
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return pairs;
  }

  private static Duration time(Matcher line) {
    return Length.of(line.group("time"));
  }
}
