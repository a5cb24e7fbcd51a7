package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// WebRTC's voice activity detector, unchanged: it detects voices well, and takes rumble, loud
/// tones and music for voices too.
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
    Scratch scratch = Scratch.ofThisThread();
    int[] samples = scratch.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < frame.length() ? frame.sampleAt(i) : 0;
    }
    return model.isVoice(scratch);
  }
}
