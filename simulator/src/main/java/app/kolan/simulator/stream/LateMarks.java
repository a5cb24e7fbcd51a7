package app.kolan.simulator.stream;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Marks that were reached and come back later, in order.
final class LateMarks {
  private record Late(String name, long due) {}

  private final long framesLate;
  private final Queue<Late> waiting = new ArrayDeque<>();

  LateMarks(Duration by) {
    this.framesLate = by.toMillis() / Mulaw.FRAME_LENGTH.toMillis();
  }

  /// Takes marks that are reached.
  ///
  /// @param frame how many frames have passed
  /// @return those that come back now
  List<String> reach(List<String> names, long frame) {
    if (framesLate == 0) {
      return names;
    }
    names.forEach(name -> waiting.add(new Late(name, frame + framesLate)));
    return List.of();
  }

  /// Those whose time has come.
  List<String> due(long frame) {
    var due = new ArrayList<String>();
    for (Late next = waiting.peek(); next != null && next.due() <= frame; next = waiting.peek()) {
      due.add(next.name());
      waiting.remove();
    }
    return due;
  }
}
