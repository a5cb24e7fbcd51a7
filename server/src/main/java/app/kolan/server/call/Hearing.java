package app.kolan.server.call;

import app.kolan.carrier.stream.StreamEvent.Track;
import app.kolan.server.call.activity.DetectorSource;
import app.kolan.server.call.activity.Detectors;

/// How calls are heard.
///
/// @param detector what tells speech from silence
/// @param timing when turns begin and end
public record Hearing(DetectorSource detector, TurnTiming timing) {
  /// For a receptionist on a telephone line.
  public static final Hearing USUAL = new Hearing(Detectors.LAYERED, TurnTiming.USUAL);

  /// The same, but for what tells speech from silence.
  public Hearing by(DetectorSource other) {
    return new Hearing(other, timing);
  }

  /// The same, ready to hear.
  public Hearing loaded() {
    return by(detector.loaded());
  }

  Ear ear(Track side) {
    return new Ear(side, detector.fresh(side), timing);
  }
}
