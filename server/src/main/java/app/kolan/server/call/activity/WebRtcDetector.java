package app.kolan.server.call.activity;

import app.kolan.carrier.audio.Mulaw;

/// The voice activity detector of WebRTC, as it stands: it knows voices well, and takes rumble,
/// loud tones and music for them too.
public final class WebRtcDetector implements ActivityDetector {
  private final VoiceModel model;

  public WebRtcDetector() {
    this(Aggressiveness.VERY_AGGRESSIVE);
  }

  WebRtcDetector(Aggressiveness aggressiveness) {
    model = new VoiceModel(aggressiveness);
  }

  @Override
  public boolean isSpeech(Mulaw frame) {
    Workbench bench = Workbench.ofThisThread();
    int[] samples = bench.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < frame.length() ? frame.sampleAt(i) : 0;
    }
    return model.isVoice(bench);
  }
}
