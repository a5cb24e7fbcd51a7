package app.kolan.server.agent;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.session.Transcriber;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import java.util.function.Supplier;

/// Notes for the telemetry of the turn that is on what STT providers did for it.
record SpeechToTextStages(Supplier<TurnStages> stages) implements Transcriber.Listener {
  private static final String JOB = "stt";

  @Override
  public void understood(String provider) {
    TurnStages turn = stages.get();
    turn.asked(JOB, provider);
    turn.reachedAgain(TurnStage.WORDS_KNOWN);
  }

  @Override
  public void failed(String provider, ProviderFailure failure) {
    TurnStages turn = stages.get();
    turn.asked(JOB, provider);
    turn.failed(JOB, failure);
  }
}
