package app.kolan.simulator.script;

import static app.kolan.simulator.sentence.Grammar.sentence;

import app.kolan.simulator.sentence.Grammar;
import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// The grammar of scripts.
final class ScriptGrammar {
  private static final Duration USUAL_BOUND = Duration.ofSeconds(10);
  private static final Duration USUAL_SILENCE = Duration.ofMillis(600);

  private static final String NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_./-]*";
  private static final String LENGTH = Length.PATTERN;
  private static final String SOUND =
      "(?:\"(?<words>[^\"]*)\" for (?<length>" + LENGTH + ")|(?<clip>" + NAME + "))";
  private static final String WITHIN = "(?: within (?<time>" + LENGTH + "))?";
  private static final String TIME = "(?<time>" + LENGTH + ")";

  /// Earlier sentences win: `agent says nothing for 3s` is no prompt named "nothing".
  private static final Grammar<Step> ALL =
      new Grammar<>(
          List.of(
              sentence(
                  "caller says <clip>, or: caller says \"any text\" for 1.4s",
                  "caller says",
                  "caller says " + SOUND,
                  line -> new Step.Says(sound(line))),
              sentence(
                  "caller waits for silence [of 700ms]",
                  "caller waits for silence",
                  "caller waits for silence(?: of " + TIME + ")?",
                  line -> new Step.WaitsForSilence(time(line, USUAL_SILENCE))),
              sentence(
                  "caller waits 2s",
                  "caller waits",
                  "caller waits " + TIME,
                  line -> new Step.Waits(time(line, Duration.ZERO))),
              sentence(
                  "caller interrupts after 600ms with <clip>, or: … with \"any text\" for 1s",
                  "caller interrupts after",
                  "caller interrupts after " + TIME + " with " + SOUND,
                  line -> new Step.Interrupts(time(line, Duration.ZERO), sound(line))),
              sentence(
                  "caller presses 123#, of the keys 0-9 * # A-D",
                  "caller presses",
                  "caller presses (?<keys>[0-9*#A-D]{1,64})",
                  line -> new Step.Presses(line.group("keys"))),
              sentence(
                  "caller hangs up", "caller hangs up", "caller hangs up", _ -> new Step.HangsUp()),
              sentence(
                  "agent says nothing for 3s",
                  "agent says nothing for",
                  "agent says nothing for " + TIME,
                  line -> new Step.AgentSaysNothing(time(line, Duration.ZERO))),
              sentence(
                  "agent says <prompt> [within 900ms]",
                  "agent says",
                  "agent says (?<prompt>" + NAME + ")" + WITHIN,
                  line -> new Step.AgentSays(line.group("prompt"), time(line, USUAL_BOUND))),
              sentence(
                  "agent speaks [within 900ms]",
                  "agent speaks",
                  "agent speaks" + WITHIN,
                  line -> new Step.AgentSpeaks(time(line, USUAL_BOUND))),
              sentence(
                  "agent stops within 200ms",
                  "agent stops within",
                  "agent stops within " + TIME,
                  line -> new Step.AgentStops(time(line, Duration.ZERO))),
              sentence(
                  "call ends [within 5s]",
                  "call ends",
                  "call ends" + WITHIN,
                  line -> new Step.CallEnds(time(line, USUAL_BOUND)))));

  private ScriptGrammar() {}

  /// The step that a line describes.
  static Step read(int number, String line) throws MalformedScript {
    return ALL.read(line)
        .orElseThrow(
            () ->
                new MalformedScript(
                    number,
                    "“%s” is no line of a script; the nearest is: %s"
                        .formatted(line, ALL.nearest(line))));
  }

  private static Step.Sound sound(Matcher line) {
    String clip = line.group("clip");
    return clip != null
        ? new Step.Sound.Clip(clip)
        : new Step.Sound.Words(line.group("words"), Length.of(line.group("length")));
  }

  private static Duration time(Matcher line, Duration otherwise) {
    return Optional.ofNullable(line.group("time")).map(Length::of).orElse(otherwise);
  }
}
