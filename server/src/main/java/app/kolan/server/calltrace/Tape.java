package app.kolan.server.calltrace;

import java.util.List;
import java.util.Optional;

/// One call's wire traffic, as it was recorded.
///
/// @param notes what the reader should know: a part that is missing or cannot be read
public record Tape(TapeHeader header, List<TapeLine> lines, List<String> notes) {
  public Tape {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /// The last line of a kind.
  public <T extends TapeLine> Optional<T> last(Class<T> kind) {
    return lines.reversed().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// All lines of a kind, in order.
  public <T extends TapeLine> List<T> all(Class<T> kind) {
    return lines.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
