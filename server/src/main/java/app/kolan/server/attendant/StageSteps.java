package app.kolan.server.attendant;

import app.kolan.server.call.Utterance;
import app.kolan.server.seen.Stage;
import app.kolan.server.seen.TurnStages;

/// Takes down when an answer went out and was heard.
record StageSteps(TurnStages stages) implements Utterance.Steps {
  @Override
  public void firstSent() {
    stages.reached(Stage.FIRST_SENT);
  }

  @Override
  public void firstHeard() {
    stages.reached(Stage.FIRST_HEARD);
  }
}
