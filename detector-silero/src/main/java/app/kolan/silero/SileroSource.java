package app.kolan.silero;

import app.kolan.carrier.stream.StreamEvent.Track;
import app.kolan.server.call.activity.ActivityDetector;
import app.kolan.server.call.activity.DetectorSource;

/// Detectors that share one model.
record SileroSource(SileroModel model) implements DetectorSource {
  @Override
  public ActivityDetector fresh(Track side) {
    return new SileroDetector(model);
  }

  @Override
  public String word() {
    return SileroModule.WORD;
  }
}
