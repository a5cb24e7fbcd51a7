package app.kolan.bench.turns;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/// Times, the shortest first.
final class Distribution {
  private final long[] nanos;

  private Distribution(long[] nanos) {
    this.nanos = nanos;
  }

  static Distribution of(Collection<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Distribution(sorted);
  }

  int count() {
    return nanos.length;
  }

  /// The shortest time that so many of a hundred do not exceed, in milliseconds.
  ///
  /// @throws IllegalStateException when there are no times
  double percentile(double percent) {
    if (nanos.length == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    int rank = (int) Math.ceil(percent / 100 * nanos.length);
    return nanos[Math.max(1, rank) - 1] / 1e6;
  }

  /// Cells of a table: how many there are, p50, p90, p99 and the longest.
  String cells() {
    if (nanos.length == 0) {
      return "0 | – | – | – | –";
    }
    return "%d | %s | %s | %s | %s"
        .formatted(
            nanos.length,
            millis(percentile(50)),
            millis(percentile(90)),
            millis(percentile(99)),
            millis(percentile(100)));
  }

  private static String millis(double time) {
    return String.format(Locale.ROOT, "%.1f ms", time);
  }

  @Override
  public String toString() {
    return Arrays.toString(nanos);
  }
}
