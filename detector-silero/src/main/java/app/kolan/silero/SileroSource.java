package app.kolan.silero;

import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.server.media.vad.VadFactory;

/// Detectors that share one model.
record SileroSource(SileroModel model) implements VadFactory {
  @Override
  public VoiceActivityDetector fresh(Track side) {
    return new SileroDetector(model);
  }

  @Override
  public String word() {
    return SileroModule.WORD;
  }
}
