package app.kolan.server.call.activity;

import app.kolan.carrier.audio.Mulaw;

/// A detector by energy alone: it hears all voices, and also music and everything else that is
/// lively.
public final class EnergyDetector implements ActivityDetector {
  private final HighPass highPass = new HighPass(200);
  private final EnergyGate gate = EnergyGate.strict();

  @Override
  public boolean isSpeech(Mulaw frame) {
    int[] filtered = Workbench.ofThisThread().samples();
    highPass.pass(frame, filtered);
    return gate.passes(filtered);
  }
}
