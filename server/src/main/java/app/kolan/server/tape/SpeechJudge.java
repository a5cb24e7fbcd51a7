package app.kolan.server.tape;

import app.kolan.carrier.stream.StreamEvent;
import app.kolan.server.call.FrameCutter;
import app.kolan.server.call.activity.ActivityDetector;
import java.util.ArrayList;
import java.util.List;

/// Says of one side of a stream which of its frames hold speech, as the call's own ear does: by a
/// detector of the same kind, and of frames that are cut alike. One thread at a time.
final class SpeechJudge {
  private final FrameCutter cutter = new FrameCutter();
  private final ActivityDetector detector;

  SpeechJudge(ActivityDetector detector) {
    this.detector = detector;
  }

  /// Of each frame that the next message completes, a gap before it included.
  List<Boolean> next(StreamEvent.Media media) {
    var speech = new ArrayList<Boolean>(1);
    cutter.cut(media.audio(), media.timestamp(), frame -> speech.add(detector.isSpeech(frame)));
    return speech;
  }
}
