package app.kolan.server.media.turns;

import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.twilio.stream.StreamEvent.Track;

/// The input-audio settings of calls.
///
/// @param detector creates the voice activity detectors
/// @param timing when turns begin and end
public record InputAudioConfig(VadFactory detector, TurnTiming timing) {
  /// The defaults for an agent on a telephone line.
  public static final InputAudioConfig USUAL =
      new InputAudioConfig(VadFactories.LAYERED, TurnTiming.USUAL);

  /// The same with another voice activity detector.
  public InputAudioConfig by(VadFactory other) {
    return new InputAudioConfig(other, timing);
  }

  /// The same with its detector loaded.
  public InputAudioConfig loaded() {
    return by(detector.loaded());
  }

  public SpeechSegmenter segmenter(Track side) {
    return new SpeechSegmenter(side, detector.fresh(side), timing);
  }
}
