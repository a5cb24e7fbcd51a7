package app.kolan.lab.eval;

import static app.kolan.simulator.sentence.Grammar.sentence;

import app.kolan.server.business.ExpectedWords;
import app.kolan.simulator.sentence.Grammar;
import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/// The sentences that a story is made of.
public final class StoryGrammar {
  private static final String TIME = "(?<time>" + Length.PATTERN + ")";
  private static final String REST = "(?<words>\\S.*?)";
  private static final String TOOL = "(?<tool>[A-Za-z0-9_-]{1,64})";
  private static final String PAIR = "[a-z_]{1,40}=[^,=]*[^,=\\s][^,=]*";
  private static final String PAIRS = "(?<pairs>" + PAIR + "(?:,\\s*" + PAIR + ")*?)";

  /// Earlier sentences take precedence. A sentence without a meaning has words that cannot be
  /// matched.
  private static final Grammar<Optional<StoryLine>> ALL =
      new Grammar<>(
          List.of(
              sentence(
                  "business knows <title>: <words>",
                  "business knows",
                  "business knows (?<title>[^:]{1,100}): ?" + REST,
                  line ->
                      some(new StoryLine.Knows(line.group("title").strip(), line.group("words")))),
              sentence(
                  "earlier caller left name=<words>, subject=<words>",
                  "earlier caller left",
                  "earlier caller left " + PAIRS.replace("[a-z_]{1,40}", "(?:name|subject)"),
                  line -> some(new StoryLine.EarlierCall(pairs(line)))),
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
                  line -> some(new StoryLine.Interrupts(time(line), line.group("words")))),
              sentence(
                  "caller mumbles for 1s",
                  "caller mumbles for",
                  "caller mumbles for " + TIME,
                  line -> some(new StoryLine.Mumbles(time(line)))),
              sentence(
                  "caller is silent for 9s",
                  "caller is silent for",
                  "caller is silent for " + TIME,
                  line -> some(new StoryLine.IsSilent(time(line)))),
              sentence(
                  "caller presses 1",
                  "caller presses",
                  "caller presses (?<keys>[0-9*#]{1,32})",
                  line -> some(new StoryLine.Presses(line.group("keys")))),
              sentence(
                  "caller hides the number",
                  "caller hides the number",
                  "caller hides the number",
                  _ -> some(new StoryLine.HidesNumber())),
              sentence(
                  "caller hangs up",
                  "caller hangs up",
                  "caller hangs up",
                  _ -> some(new StoryLine.HangsUp(false))),
              sentence(
                  "caller hangs up in the middle",
                  "caller hangs up in the middle",
                  "caller hangs up in the middle",
                  _ -> some(new StoryLine.HangsUp(true))),
              sentence(
                  "caller is handed over",
                  "caller is handed over",
                  "caller is handed over",
                  _ -> some(new StoryLine.HandedOver())),
              sentence(
                  "agent: <words> [& <words>] [| <words>]",
                  "agent:",
                  "agent: ?" + REST,
                  line -> words(line).map(StoryLine.Words::new)),
              sentence(
                  "agent not: <words> [| <words>]",
                  "agent not:",
                  "agent not: ?" + REST,
                  line -> words(line).map(StoryLine.NoWords::new)),
              sentence(
                  "agent writes plainly",
                  "agent writes",
                  "agent writes plainly",
                  _ -> some(new StoryLine.WritesPlainly())),
              sentence(
                  "agent is brief",
                  "agent is",
                  "agent is brief",
                  _ -> some(new StoryLine.IsBrief())),
              sentence(
                  "judge: <what is to hold>",
                  "judge:",
                  "judge: ?" + REST,
                  line -> some(new StoryLine.Judged(line.group("words")))),
              sentence(
                  "agent uses <tool> [with <argument>=<words>, …]",
                  "agent uses",
                  "agent uses " + TOOL + "(?: with " + PAIRS + ")?",
                  line -> some(new StoryLine.Uses(line.group("tool"), pairs(line)))),
              sentence(
                  "agent does not use <tool>",
                  "agent does not use",
                  "agent does not use " + TOOL,
                  line -> some(new StoryLine.DoesNotUse(line.group("tool")))),
              sentence(
                  "within 3s",
                  "within",
                  "within " + TIME,
                  line -> some(new StoryLine.Within(time(line)))),
              sentence(
                  "never silent for 4s",
                  "never silent for",
                  "never silent for " + TIME,
                  line -> some(new StoryLine.NeverSilent(time(line)))),
              sentence("call ends", "call ends", "call ends", _ -> some(new StoryLine.CallEnds())),
              sentence(
                  "lead: name=<words>, subject=<words>, number=<digits>",
                  "lead:",
                  "lead: ?" + PAIRS.replace("[a-z_]{1,40}", "(?:name|subject|number)"),
                  line -> some(new StoryLine.LeadHas(pairs(line)))),
              sentence(
                  "lead is complete",
                  "lead is complete",
                  "lead is complete",
                  _ -> some(new StoryLine.LeadIs(true))),
              sentence(
                  "lead is open",
                  "lead is open",
                  "lead is open",
                  _ -> some(new StoryLine.LeadIs(false))),
              sentence("no lead", "no lead", "no lead", _ -> some(new StoryLine.NoLead()))));

  private StoryGrammar() {}

  /// The shapes of all sentences, for people.
  public static List<String> shapes() {
    return ALL.sentences().stream().map(Grammar.Sentence::shape).toList();
  }

  /// What a line says.
  static StoryLine read(String story, int number, String line) throws MalformedStory {
    Optional<StoryLine> meaning =
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

  private static Optional<StoryLine> says(Matcher line, boolean inNoise) {
    return some(new StoryLine.Says(line.group("words"), inNoise));
  }

  private static Optional<StoryLine> some(StoryLine sentence) {
    return Optional.of(sentence);
  }

  private static Optional<ExpectedWords> words(Matcher line) {
    return ExpectedWords.read(line.group("words"));
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
