package app.kolan.server.calltrace;

import app.kolan.server.media.turns.FrameSplitter;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.stream.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/// Says of one side of a stream which of its frames hold speech, as the call's own ear does: by a
/// detector of the same kind, and of frames that are cut alike. One thread at a time.
final class SpeechFrames {
  private final FrameSplitter cutter = new FrameSplitter();
  private final VoiceActivityDetector detector;

  SpeechFrames(VoiceActivityDetector detector) {
    this.detector = detector;
  }

  /// Of each frame that the next message completes, a gap before it included.
  List<Boolean> next(StreamEvent.Media media) {
    var speech = new ArrayList<Boolean>(1);
    cutter.cut(media.audio(), media.timestamp(), frame -> speech.add(detector.isSpeech(frame)));
    return speech;
  }
}
