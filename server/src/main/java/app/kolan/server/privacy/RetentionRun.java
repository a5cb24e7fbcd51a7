package app.kolan.server.privacy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What retention did in a business at one time.
///
/// @param once what no two runs of a business have, such as the day
/// @param days after how many days what went, by the words of kinds: `sound`, `words`, `calls`,
///   `tapes`
/// @param counts how many calls lost what, by the same words
/// @param held how many calls were left alone for a legal hold
public record RetentionRun(
    long id,
    long business,
    String once,
    State state,
    Map<String, Integer> days,
    Map<String, Integer> counts,
    int held,
    @Nullable String problem,
    Instant startedAt,
    Instant changedAt,
    @Nullable Instant finishedAt) {
  /// How far it is.
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  public RetentionRun {
    days = Map.copyOf(days);
    counts = Map.copyOf(counts);
  }
}
