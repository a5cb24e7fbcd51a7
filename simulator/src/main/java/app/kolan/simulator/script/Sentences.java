package app.kolan.simulator.script;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The sentences that a script is made of.
final class Sentences {
  private static final Duration USUAL_BOUND = Duration.ofSeconds(10);
  private static final Duration USUAL_SILENCE = Duration.ofMillis(600);

  private static final String COMMENT = "(?:\\s+#.*)?";
  private static final String NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N}_./-]*";
  private static final String LENGTH = "[0-9]{1,6}(?:\\.[0-9]{1,3})?(?:ms|s)";
  private static final String SOUND =
      "(?:\"(?<words>[^\"]*)\" for (?<length>" + LENGTH + ")|(?<clip>" + NAME + "))";
  private static final String WITHIN = "(?: within (?<time>" + LENGTH + "))?";
  private static final String TIME = "(?<time>" + LENGTH + ")";

  /// Earlier sentences win: `agent says nothing for 3s` is no prompt named "nothing".
  private static final List<Sentence> ALL =
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
              line -> new Step.CallEnds(time(line, USUAL_BOUND))));

  private Sentences() {}

  /// The step that a line tells.
  static Step read(int number, String line) throws MalformedScript {
    String spaced = withSingleSpaces(line);
    for (Sentence sentence : ALL) {
      Matcher matcher = sentence.pattern().matcher(spaced);
      if (matcher.matches()) {
        return sentence.step().apply(matcher);
      }
    }
    throw new MalformedScript(
        number, "“%s” is no line of a script; the nearest is: %s".formatted(line, nearest(spaced)));
  }

  /// One sentence.
  ///
  /// @param shape how it is written, for people
  /// @param opening its fixed words up to the first thing that varies
  private record Sentence(
      String shape, String opening, Pattern pattern, Function<Matcher, Step> step) {
    /// How well a line fits: the opening's length, less two for each letter that is wrong.
    int likeness(String line) {
      int words = opening.split(" ").length;
      String[] written = line.split(" ");
      String start = String.join(" ", List.of(written).subList(0, Math.min(words, written.length)));
      return opening.length() - 2 * Levenshtein.distance(opening, start);
    }
  }

  private static Sentence sentence(
      String shape, String opening, String pattern, Function<Matcher, Step> step) {
    return new Sentence(shape, opening, Pattern.compile(pattern + COMMENT), step);
  }

  private static String nearest(String line) {
    return ALL.stream()
        .max(Comparator.comparingInt(sentence -> sentence.likeness(line)))
        .map(Sentence::shape)
        .orElseThrow();
  }

  private static String withSingleSpaces(String line) {
    int quote = line.indexOf('"');
    String head = quote < 0 ? line : line.substring(0, quote);
    return head.replaceAll("\\s+", " ") + (quote < 0 ? "" : line.substring(quote));
  }

  private static Step.Sound sound(Matcher line) {
    String clip = line.group("clip");
    return clip != null
        ? new Step.Sound.Clip(clip)
        : new Step.Sound.Words(line.group("words"), length(line.group("length")));
  }

  private static Duration time(Matcher line, Duration otherwise) {
    return Optional.ofNullable(line.group("time")).map(Sentences::length).orElse(otherwise);
  }

  private static Duration length(@Nullable String text) {
    String written = text == null ? "0s" : text;
    boolean milliseconds = written.endsWith("ms");
    String number = written.substring(0, written.length() - (milliseconds ? 2 : 1));
    double value = Double.parseDouble(number);
    return Duration.ofMillis(Math.round(milliseconds ? value : value * 1000));
  }
}
