package app.kolan.lab.replay;

import app.kolan.server.calltrace.TapePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that the tape has, this build does, or both, side by side.
///
/// @param kind `answer`, `speech`, `clear`, `close`, `stream` or `result`
/// @param tape what the tape has, in words; null for nothing
/// @param build what this build does
/// @param differences in words; none when both are the same
public record ComparisonRow(
    TapePosition place,
    String kind,
    @Nullable String tape,
    @Nullable String build,
    List<String> differences) {
  public ComparisonRow {
    differences = List.copyOf(differences);
  }

  public boolean isSame() {
    return differences.isEmpty();
  }
}
