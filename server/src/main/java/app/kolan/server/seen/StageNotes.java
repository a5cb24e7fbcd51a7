package app.kolan.server.seen;

import app.kolan.carrier.webhook.CallSid;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.ledger.TurnTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes the times of each turn into the ledger. Nobody waits for it.
///
/// Only a turn whose end was seen and that is in the ledger itself has times.
public record StageNotes(Ledger ledger) implements TurnWatch {
  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    if (stages.has(Stage.SPEECH_ENDED)) {
      stages.turn().ifPresent(position -> ledger.turnTimed(times(call, position, stages)));
    }
  }

  private static TurnTimes times(CallSid call, int position, TurnStages stages) {
    return new TurnTimes(
        call,
        position,
        until(stages, Stage.WORDS_KNOWN),
        until(stages, Stage.MIND_ASKED),
        until(stages, Stage.FIRST_TOKEN),
        until(stages, Stage.VOICE_ASKED),
        until(stages, Stage.FIRST_SOUND),
        until(stages, Stage.FIRST_SENT),
        until(stages, Stage.FIRST_HEARD));
  }

  private static @Nullable Duration until(TurnStages stages, Stage stage) {
    return stages.between(Stage.SPEECH_ENDED, stage).orElse(null);
  }
}
