package app.kolan.server.console.page;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call as a line of a list.
///
/// @param name who called; null when that is not known
/// @param subject what it was about, in words; null when that is not known
/// @param matches where the words stand that were searched
public record CallRow(
    LoggedCall call, @Nullable String name, @Nullable String subject, List<String> matches) {
  public CallRow {
    matches = List.copyOf(matches);
  }

  /// How the tag of the outcome looks.
  public String tone() {
    return tone(call.outcome());
  }

  static String tone(CallOutcome outcome) {
    return switch (outcome) {
      case FINISHED -> "good";
      case HANDED_OVER, OPEN -> "accent";
      case HUNG_UP -> "warn";
      case BROKEN -> "bad";
    };
  }
}
