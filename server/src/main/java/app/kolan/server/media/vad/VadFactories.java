package app.kolan.server.media.vad;

import app.kolan.twilio.stream.StreamEvent.Track;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The built-in detectors that can be configured.
public enum VadFactories implements VadFactory {
  LAYERED {
    @Override
    public VoiceActivityDetector fresh() {
      return new LayeredVad();
    }
  },
  ENERGY {
    @Override
    public VoiceActivityDetector fresh() {
      return new EnergyVad();
    }
  },
  WEBRTC {
    @Override
    public VoiceActivityDetector fresh() {
      return new WebRtcVad();
    }
  };

  /// Creates a detector for one side of one call.
  public abstract VoiceActivityDetector fresh();

  @Override
  public VoiceActivityDetector fresh(Track side) {
    return fresh();
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<VadFactories> ofWord(String word) {
    return Arrays.stream(values()).filter(detector -> detector.word().equals(word)).findFirst();
  }
}
