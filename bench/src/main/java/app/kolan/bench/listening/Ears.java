package app.kolan.bench.listening;

import app.kolan.server.call.activity.ActivityDetector;
import app.kolan.server.call.activity.EnergyDetector;
import app.kolan.server.call.activity.LayeredDetector;
import app.kolan.server.call.activity.WebRtcDetector;

/// The detectors that are compared.
enum Ears {
  LAYERED("Kolan") {
    @Override
    ActivityDetector fresh() {
      return new LayeredDetector();
    }
  },
  ENERGY("energy alone") {
    @Override
    ActivityDetector fresh() {
      return new EnergyDetector();
    }
  },
  WEBRTC("WebRTC alone") {
    @Override
    ActivityDetector fresh() {
      return new WebRtcDetector();
    }
  };

  private final String label;

  Ears(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract ActivityDetector fresh();
}
