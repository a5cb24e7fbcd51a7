package app.kolan.server.media.turns;

import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.twilio.stream.StreamEvent.Track;

/// How calls are heard.
///
/// @param detector what tells speech from silence
/// @param timing when turns begin and end
public record InputAudioConfig(VadFactory detector, TurnTiming timing) {
  /// For a receptionist on a telephone line.
  public static final InputAudioConfig USUAL =
      new InputAudioConfig(VadFactories.LAYERED, TurnTiming.USUAL);

  /// The same, but for what tells speech from silence.
  public InputAudioConfig by(VadFactory other) {
    return new InputAudioConfig(other, timing);
  }

  /// The same, ready to hear.
  public InputAudioConfig loaded() {
    return by(detector.loaded());
  }

  public SpeechSegmenter segmenter(Track side) {
    return new SpeechSegmenter(side, detector.fresh(side), timing);
  }
}
