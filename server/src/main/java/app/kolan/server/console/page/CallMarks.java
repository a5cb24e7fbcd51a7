package app.kolan.server.console.page;

import app.kolan.server.console.http.Ui;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happened in a call besides talking, on its axis of time: keys that were pressed, tools that
/// were used, interruptions, the transfer.
public final class CallMarks {
  private CallMarks() {}

  /// One of them.
  ///
  /// @param x where it is on the drawing
  /// @param kind its class in the style sheet: `key`, `tool`, `cut-off` or `transfer`
  /// @param what it is, in words
  public record Mark(int x, String kind, Duration at, String what) {}

  static List<Mark> of(
      LoggedCall call, List<Turn> turns, List<ToolCallEntry> tools, Waveform wave, Ui ui) {
    var marks = new ArrayList<Mark>();
    for (Turn turn : turns) {
      String keys = turn.keys();
      if (keys != null) {
        marks.add(mark(wave, "key", turn.from(), ui.t("talk.keys") + " \u2066" + keys + "\u2069"));
      } else if (turn.speaker() == Speaker.AGENT && turn.cutOff()) {
        marks.add(mark(wave, "cut-off", turn.to(), ui.t("mark.cut-off")));
      }
    }
    Instant began = call.streamAt();
    if (began != null) {
      for (ToolCallEntry tool : tools) {
        Duration at = Duration.between(began, tool.begunAt());
        if (!at.isNegative() && at.compareTo(wave.length()) <= 0) {
          marks.add(mark(wave, "tool", at, ui.tOr("ability." + tool.tool(), tool.tool())));
        }
      }
    }
    if (call.outcome() == CallOutcome.HANDED_OVER) {
      marks.add(mark(wave, "transfer", wave.length(), ui.t("mark.transfer")));
    }
    marks.sort(Comparator.comparing(Mark::at));
    return List.copyOf(marks);
  }

  private static Mark mark(Waveform wave, String kind, Duration at, String what) {
    return new Mark(wave.place(at), kind, at, what);
  }
}
