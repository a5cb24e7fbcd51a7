package app.kolan.server.call.activity;

import app.kolan.carrier.stream.StreamEvent.Track;

/// Where the detectors of calls come from. Safe to share.
public interface DetectorSource {
  /// A detector for one side of one call.
  ActivityDetector fresh(Track side);

  /// The word by which it is chosen.
  String word();
}
