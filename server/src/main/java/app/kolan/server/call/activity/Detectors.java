package app.kolan.server.call.activity;

import app.kolan.carrier.stream.StreamEvent.Track;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The detectors that can be chosen.
public enum Detectors implements DetectorSource {
  LAYERED {
    @Override
    public ActivityDetector fresh() {
      return new LayeredDetector();
    }
  },
  ENERGY {
    @Override
    public ActivityDetector fresh() {
      return new EnergyDetector();
    }
  },
  WEBRTC {
    @Override
    public ActivityDetector fresh() {
      return new WebRtcDetector();
    }
  };

  /// A detector for one side of one call.
  public abstract ActivityDetector fresh();

  @Override
  public ActivityDetector fresh(Track side) {
    return fresh();
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Detectors> ofWord(String word) {
    return Arrays.stream(values()).filter(detector -> detector.word().equals(word)).findFirst();
  }
}
