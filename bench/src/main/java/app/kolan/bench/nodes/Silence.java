package app.kolan.bench.nodes;

import app.kolan.simulator.CallMoment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long a caller heard nothing after the stream of his talk had broken, by his own ears.
final class Silence {
  private Silence() {}

  /// From the end of the first stream to the next word of an agent; empty when there was none.
  static Optional<Duration> of(List<CallMoment> moments) {
    Duration broken = null;
    for (CallMoment moment : moments) {
      if (moment instanceof CallMoment.StreamEnded ended && broken == null) {
        broken = ended.at();
      } else if (moment instanceof CallMoment.AgentSpoke spoke
          && broken != null
          && spoke.from().compareTo(broken) >= 0) {
        return Optional.of(spoke.from().minus(broken));
      }
    }
    return Optional.empty();
  }

  /// The value below which so many of a hundred are; zero of none.
  static Duration percentile(List<Duration> values, int percent) {
    List<Duration> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
