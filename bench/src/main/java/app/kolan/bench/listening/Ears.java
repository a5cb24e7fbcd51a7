package app.kolan.bench.listening;

import app.kolan.server.call.activity.ActivityDetector;
import app.kolan.server.call.activity.Detectors;

/// The detectors that are compared.
enum Ears {
  KOLAN("Kolan", Detectors.LAYERED),
  ENERGY("energy alone", Detectors.ENERGY),
  WEBRTC("WebRTC alone", Detectors.WEBRTC);

  private final String label;
  private final Detectors detector;

  Ears(String label, Detectors detector) {
    this.label = label;
    this.detector = detector;
  }

  String label() {
    return label;
  }

  ActivityDetector fresh() {
    return detector.fresh();
  }
}
