package app.kolan.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The faults of a network. Random choices derive from the seed, so that a failure is reproducible.
///
/// @param all in the order in which they were given; of two for the same target the first applies,
///   until it has occurred the configured number of times
/// @param seed of the random choices
public record Faults(List<Fault> all, long seed) {
  /// A network without faults.
  public static final Faults NONE = new Faults(List.of(), 0);

  /// A way of writing a fault.
  ///
  /// @param shape how it is written; brackets mark optional parts
  public record Sentence(String shape, String meaning) {}

  public Faults {
    all = List.copyOf(all);
  }

  public static Faults of(Fault... faults) {
    return new Faults(List.of(faults), 0);
  }

  /// Reads faults, one from each line. A line that is blank or begins with `#` is ignored.
  ///
  /// @throws MalformedFault for the first line that is no fault
  public static Faults parse(List<String> lines, long seed) throws MalformedFault {
    var faults = new ArrayList<Fault>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        faults.add(read(number, line));
      }
    }
    return new Faults(faults, seed);
  }

  /// Reads faults, one from each line of a text.
  public static Faults parse(String text, long seed) throws MalformedFault {
    return parse(text.lines().toList(), seed);
  }

  /// Reads one fault.
  ///
  /// @param number the line's place, for the message
  public static Fault read(int number, String line) throws MalformedFault {
    String written = line.strip();
    try {
      return FaultSentences.GRAMMAR
          .read(written)
          .orElseThrow(
              () ->
                  new MalformedFault(
                      number,
                      "“%s” is no fault; the nearest is: %s"
                          .formatted(written, FaultSentences.nearest(written))));
    } catch (IllegalArgumentException e) {
      throw new MalformedFault(number, "“%s”: %s".formatted(written, e.getMessage()));
    }
  }

  /// All ways of writing a fault.
  public static List<Sentence> sentences() {
    return FaultSentences.ALL.stream()
        .map(kind -> new Sentence(kind.sentence().shape(), kind.meaning()))
        .toList();
  }

  /// Those of one kind, in order.
  public <F extends Fault> Stream<F> of(Class<F> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// These, and others after them.
  public Faults and(List<Fault> others) {
    return new Faults(Stream.concat(all.stream(), others.stream()).toList(), seed);
  }

  public Faults withSeed(long newSeed) {
    return new Faults(all, newSeed);
  }
}
