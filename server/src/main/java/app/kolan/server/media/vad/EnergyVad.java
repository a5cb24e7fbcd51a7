package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// A detector by energy alone: it detects all voices, and also music and everything else whose
/// level varies.
public final class EnergyVad implements VoiceActivityDetector {
  private final HighPassFilter highPass = new HighPassFilter(200);
  private final EnergyGate gate = EnergyGate.strict();

  @Override
  public boolean isSpeech(Mulaw frame) {
    int[] filtered = Scratch.ofThisThread().samples();
    highPass.pass(frame, filtered);
    return gate.passes(filtered);
  }
}
