package app.kolan.server.telemetry;

import app.kolan.server.store.TurnStore;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes the times of each turn into the ledger, asynchronously.
///
/// Only a turn whose end was seen and that is in the ledger itself has times.
public record TimingWriter(TurnStore turns) implements CallListener {
  @Override
  public void turnOver(CallSid call, TurnStages stages) {
    if (stages.has(TurnStage.SPEECH_ENDED)) {
      stages.turn().ifPresent(position -> turns.addTimes(times(call, position, stages)));
    }
  }

  private static TurnTimes times(CallSid call, int position, TurnStages stages) {
    return new TurnTimes(
        call,
        position,
        until(stages, TurnStage.WORDS_KNOWN),
        until(stages, TurnStage.MODEL_ASKED),
        until(stages, TurnStage.FIRST_TOKEN),
        until(stages, TurnStage.VOICE_ASKED),
        until(stages, TurnStage.FIRST_SOUND),
        until(stages, TurnStage.FIRST_SENT),
        until(stages, TurnStage.FIRST_HEARD));
  }

  private static @Nullable Duration until(TurnStages stages, TurnStage stage) {
    return stages.between(TurnStage.SPEECH_ENDED, stage).orElse(null);
  }
}
