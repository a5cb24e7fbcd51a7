package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// The default detector of a call: a high-pass filter against rumble and hum, an energy gate whose
/// floor follows the line's noise, and a voice model behind both. A frame is speech when the gate
/// and the model agree.
///
/// Its thresholds were chosen by the tables of `docs/listening.md`.
public final class LayeredVad implements VoiceActivityDetector {
  private final HighPassFilter highPass = new HighPassFilter(250);
  private final EnergyGate gate = EnergyGate.lenient();
  private final VoiceModel model = new VoiceModel(Aggressiveness.VERY_AGGRESSIVE);

  @Override
  public boolean isSpeech(Mulaw frame) {
    Scratch scratch = Scratch.ofThisThread();
    int[] filtered = scratch.samples();
    highPass.pass(frame, filtered);
    boolean loud = gate.passes(filtered);
    boolean voice = model.isVoice(scratch);
    return loud && voice;
  }
}
