package app.kolan.bench.endofturn;

import java.util.List;
import java.util.Locale;

/// How well "incomplete" is found.
///
/// @param found incomplete examples that were called so
/// @param falsely complete examples that were called incomplete
/// @param missed incomplete examples that were called complete
/// @param over complete examples that were called so
record Score(int found, int falsely, int missed, int over) {
  /// Counts judged examples.
  static Score of(List<Judged> examples, double threshold) {
    int[] counts = new int[4];
    for (Judged judged : examples) {
      boolean called = judged.incomplete() >= threshold;
      counts[judged.example().incomplete() ? (called ? 0 : 2) : (called ? 1 : 3)]++;
    }
    return new Score(counts[0], counts[1], counts[2], counts[3]);
  }

  /// How many of those called incomplete are; 1 when none was called so.
  double precision() {
    return found + falsely == 0 ? 1 : (double) found / (found + falsely);
  }

  /// How many of those that are incomplete were called so; 1 when there are none.
  double recall() {
    return found + missed == 0 ? 1 : (double) found / (found + missed);
  }

  /// The same, of how well "complete" is found.
  Score ofComplete() {
    return new Score(over, missed, falsely, found);
  }

  /// A line for people.
  String line() {
    return String.format(
        Locale.ROOT,
        "precision %.3f  recall %.3f  (incomplete: %d found, %d missed; complete: %d right, %d false)",
        precision(),
        recall(),
        found,
        missed,
        over,
        falsely);
  }

  /// An example with its probability.
  record Judged(Example example, double incomplete) {}
}
