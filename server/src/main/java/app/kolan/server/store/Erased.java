package app.kolan.server.store;

import java.util.Map;

/// What an erasure deletes.
///
/// @param calls how many calls
/// @param rows how many rows of each table, by its name
/// @param files how many files of sound and tapes
/// @param bytes the size of these files
public record Erased(int calls, Map<String, Integer> rows, int files, long bytes) {
  public Erased {
    rows = Map.copyOf(rows);
  }

  /// Whether there is nothing to delete.
  public boolean isEmpty() {
    return files == 0 && rows.values().stream().allMatch(count -> count == 0);
  }
}
