package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// The voice activity detector of WebRTC, as it stands: it knows voices well, and takes rumble,
/// loud tones and music for them too.
public final class WebRtcVad implements VoiceActivityDetector {
  private final VoiceModel model;

  public WebRtcVad() {
    this(Aggressiveness.VERY_AGGRESSIVE);
  }

  WebRtcVad(Aggressiveness aggressiveness) {
    model = new VoiceModel(aggressiveness);
  }

  @Override
  public boolean isSpeech(Mulaw frame) {
    Scratch bench = Scratch.ofThisThread();
    int[] samples = bench.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < frame.length() ? frame.sampleAt(i) : 0;
    }
    return model.isVoice(bench);
  }
}
