package app.kolan.simulator;

import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Assumptions about Twilio where its documentation leaves its behaviour open.
///
/// @param chosen the values that differ from the defaults
public record Assumptions(Map<Assumption, String> chosen) {
  /// The default of each assumption: the most likely behaviour.
  public static final Assumptions USUAL = new Assumptions(Map.of());

  /// What happens first when a call ends during its stream.
  enum EndOrder {
    STOP_FIRST,
    STOPPED_FIRST,
    COMPLETED_FIRST
  }

  public Assumptions {
    var copy = new EnumMap<Assumption, String>(Assumption.class);
    copy.putAll(chosen);
    copy.forEach(
        (assumption, value) -> {
          if (!assumption.takes(value)) {
            throw new IllegalArgumentException(
                "%s is %s, and not %s".formatted(assumption.words(), assumption.shape(), value));
          }
        });
    chosen = Collections.unmodifiableMap(copy);
  }

  /// Parses assumptions, such as `chunks=global`; later ones win.
  public static Assumptions parse(List<String> lines) throws MalformedAssumption {
    Assumptions all = USUAL;
    for (String line : lines) {
      String[] parts = line.strip().split("=", 2);
      Assumption assumption =
          Assumption.named(parts[0].strip())
              .orElseThrow(
                  () ->
                      new MalformedAssumption(
                          "“%s” is no assumption; there are: %s".formatted(line, names())));
      String value = parts.length < 2 ? "" : parts[1].strip();
      if (!assumption.takes(value)) {
        throw new MalformedAssumption(
            "“%s”: %s is %s".formatted(line, assumption.words(), assumption.shape()));
      }
      all = all.with(assumption, value);
    }
    return all;
  }

  /// A copy with one assumption changed.
  ///
  /// @throws IllegalArgumentException when the assumption has no such value
  public Assumptions with(Assumption assumption, String value) {
    var other = new EnumMap<Assumption, String>(Assumption.class);
    other.putAll(chosen);
    other.put(assumption, value);
    return new Assumptions(other);
  }

  /// The value of an assumption.
  public String value(Assumption assumption) {
    return Objects.requireNonNullElse(chosen.get(assumption), assumption.usual());
  }

  boolean is(Assumption assumption, String value) {
    return value(assumption).equals(value);
  }

  Duration length(Assumption assumption) {
    return Length.of(value(assumption));
  }

  /// A number; empty for none.
  OptionalInt number(Assumption assumption) {
    String value = value(assumption);
    return value.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  /// @param chance decides when the order is random
  EndOrder endOrder(RandomGenerator chance) {
    return switch (value(Assumption.END_ORDER)) {
      case "stopped-first" -> EndOrder.STOPPED_FIRST;
      case "completed-first" -> EndOrder.COMPLETED_FIRST;
      case "shuffled" -> EndOrder.values()[chance.nextInt(EndOrder.values().length)];
      default -> EndOrder.STOP_FIRST;
    };
  }

  private static String names() {
    return Arrays.stream(Assumption.values())
        .map(Assumption::words)
        .collect(Collectors.joining(", "));
  }
}
