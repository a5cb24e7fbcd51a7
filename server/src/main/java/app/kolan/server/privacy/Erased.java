package app.kolan.server.privacy;

import java.util.LinkedHashMap;
import java.util.Map;

/// What an erasure deletes.
///
/// @param calls how many calls
/// @param rows how many rows of each kind, such as `turns`
/// @param files how many files of sound and tapes
/// @param bytes the size of these files
public record Erased(int calls, Map<String, Integer> rows, int files, long bytes) {
  public static final Erased NOTHING = new Erased(0, Map.of(), 0, 0);

  public Erased {
    rows = Map.copyOf(rows);
  }

  /// Both together.
  public Erased plus(Erased other) {
    var sums = new LinkedHashMap<>(rows);
    other.rows.forEach((kind, count) -> sums.merge(kind, count, Integer::sum));
    return new Erased(calls + other.calls, sums, files + other.files, bytes + other.bytes);
  }

  /// Whether there is nothing to delete.
  public boolean isEmpty() {
    return files == 0 && rows.values().stream().allMatch(count -> count == 0);
  }
}
