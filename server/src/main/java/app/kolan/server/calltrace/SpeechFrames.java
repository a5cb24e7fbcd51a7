package app.kolan.server.calltrace;

import app.kolan.server.media.turns.FrameSplitter;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.stream.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/// Finds which frames of one side of a stream hold speech, with a detector of the same kind and the
/// same framing as the call itself. Not safe for use by several threads at once.
final class SpeechFrames {
  private final FrameSplitter splitter = new FrameSplitter();
  private final VoiceActivityDetector detector;

  SpeechFrames(VoiceActivityDetector detector) {
    this.detector = detector;
  }

  /// One value for each frame that the next message completes, including the frames of a gap before
  /// it.
  List<Boolean> next(StreamEvent.Media media) {
    var speech = new ArrayList<Boolean>(1);
    splitter.cut(media.audio(), media.timestamp(), frame -> speech.add(detector.isSpeech(frame)));
    return speech;
  }
}
