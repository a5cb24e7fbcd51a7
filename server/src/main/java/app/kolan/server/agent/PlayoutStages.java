package app.kolan.server.agent;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;

/// Takes down when an answer went out and was heard.
record PlayoutStages(TurnStages stages) implements Utterance.Steps {
  @Override
  public void firstSent() {
    stages.reached(TurnStage.FIRST_SENT);
  }

  @Override
  public void firstHeard() {
    stages.reached(TurnStage.FIRST_HEARD);
  }
}
