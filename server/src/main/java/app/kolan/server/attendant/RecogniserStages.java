package app.kolan.server.attendant;

import app.kolan.server.call.Transcriber;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.seen.Stage;
import app.kolan.server.seen.TurnStages;
import java.util.function.Supplier;

/// Takes down what recognisers did for the turn that is on.
record RecogniserStages(Supplier<TurnStages> stages) implements Transcriber.Witness {
  private static final String JOB = "recogniser";

  @Override
  public void understood(String provider) {
    TurnStages turn = stages.get();
    turn.asked(JOB, provider);
    turn.reachedAgain(Stage.WORDS_KNOWN);
  }

  @Override
  public void failed(String provider, ProviderFailure failure) {
    TurnStages turn = stages.get();
    turn.asked(JOB, provider);
    turn.failed(JOB, failure);
  }
}
