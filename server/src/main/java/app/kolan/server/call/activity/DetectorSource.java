package app.kolan.server.call.activity;

import app.kolan.carrier.stream.StreamEvent.Track;

/// Where the detectors of calls come from. Safe to share.
public interface DetectorSource {
  /// A detector for one side of one call.
  ActivityDetector fresh(Track side);

  /// What is ready to hear. It may take a second, and never fails.
  default DetectorSource loaded() {
    return this;
  }

  /// The word by which it is chosen.
  String word();
}
