package app.kolan.server.agent;

import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The stages of the caller's turns with a realtime model. A turn is reported when its answer is
/// over, which may be after the next turn has begun.
///
/// Used by the thread of the call, except [#current].
final class TurnReports {
  private final Consumer<TurnStages> report;
  private volatile TurnStages current = new TurnStages();
  private @Nullable TurnStages waiting;

  TurnReports(Consumer<TurnStages> report) {
    this.report = report;
  }

  /// The stages of the turn under way. From any thread.
  TurnStages current() {
    return current;
  }

  /// What comes now belongs to another turn.
  void nextTurn() {
    reportWaiting();
    TurnStages before = current;
    current = new TurnStages();
    if (before.has(TurnStage.SPEECH_ENDED)) {
      waiting = before;
    }
  }

  /// What was being said is over.
  void answerOver() {
    if (current.has(TurnStage.FIRST_HEARD)) {
      nextTurn();
    }
    reportWaiting();
  }

  /// Reports the turn before the current one, unless that was done.
  void reportWaiting() {
    TurnStages turn = waiting;
    if (turn != null) {
      waiting = null;
      report.accept(turn);
    }
  }
}
