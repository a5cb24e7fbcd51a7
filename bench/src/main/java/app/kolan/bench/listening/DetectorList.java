package app.kolan.bench.listening;

import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VoiceActivityDetector;

/// The detectors that are compared.
enum DetectorList {
  KOLAN("Kolan", VadFactories.LAYERED),
  ENERGY("energy alone", VadFactories.ENERGY),
  WEBRTC("WebRTC alone", VadFactories.WEBRTC);

  private final String label;
  private final VadFactories detector;

  DetectorList(String label, VadFactories detector) {
    this.label = label;
    this.detector = detector;
  }

  String label() {
    return label;
  }

  VoiceActivityDetector fresh() {
    return detector.fresh();
  }
}
