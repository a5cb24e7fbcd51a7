package app.kolan.lab.replay;

import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A comparison as text for a person.
public final class ComparisonText {
  private static final String NOTHING = "-";

  private final ReplayComparison comparison;
  private final boolean everything;

  /// @param everything whether to show what is the same
  public ComparisonText(ReplayComparison comparison, boolean everything) {
    this.comparison = comparison;
    this.everything = everything;
  }

  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(title());
    comparison.notes().forEach(note -> lines.add("Note: " + note));
    for (ComparisonRow row : comparison.rows()) {
      if (everything || !row.isSame()) {
        lines.add("");
        lines.add(at(row.place()) + (row.isSame() ? "the same" : ""));
        row.differences().forEach(difference -> lines.add("  " + difference));
        lines.add("      tape:        " + shown(row.tape()));
        lines.add("      this build:  " + shown(row.build()));
      }
    }
    lines.add("");
    lines.add(summary());
    return lines.stream().map(String::stripTrailing).toList();
  }

  private String title() {
    TapeHeader header = comparison.tape().header();
    return "The call %s, taped by Kolan %s (%s, %s, %s), against this build"
        .formatted(
            header.call(),
            header.kolan(),
            header.kind().word(),
            header.mode().name().toLowerCase(Locale.ROOT),
            length());
  }

  private String length() {
    List<TapeLine> lines = comparison.tape().lines();
    long millis = lines.isEmpty() ? 0 : lines.getLast().place().millis();
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private String summary() {
    int count = comparison.differences();
    String what =
        switch (count) {
          case 0 -> "No difference";
          case 1 -> "1 difference";
          default -> count + " differences";
        };
    return "%s in %d things that the server did; a frame is 20 ms, and %d frames are tolerated."
        .formatted(what, comparison.rows().size(), comparison.tolerance());
  }

  private static String at(TapePosition place) {
    return String.format(
        Locale.ROOT, "at %.2f s, frame %d: ", place.millis() / 1000.0, place.frames());
  }

  private static String shown(@Nullable String side) {
    return side == null ? NOTHING : side;
  }
}
