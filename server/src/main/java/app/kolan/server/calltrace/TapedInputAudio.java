package app.kolan.server.calltrace;

import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.media.vad.VadFactories;
import java.util.Optional;

/// The input-audio settings of the server that recorded a tape.
///
/// @param detector the name of the voice activity detector; this build may not have it
public record TapedInputAudio(String detector, TurnTiming timing) {
  /// The settings of servers whose tapes do not record them.
  static final TapedInputAudio FIRST = new TapedInputAudio("energy", TurnTiming.USUAL);

  public static TapedInputAudio of(InputAudioConfig inputAudio) {
    return new TapedInputAudio(inputAudio.detector().word(), inputAudio.timing());
  }

  /// Whether this build has the detector.
  public boolean isKnown() {
    return VadFactories.ofWord(detector).isPresent();
  }

  /// The same settings in this build. The default detector replaces one that this build does not
  /// have.
  public InputAudioConfig inputAudio() {
    Optional<VadFactories> known = VadFactories.ofWord(detector);
    return new InputAudioConfig(
        known.isPresent() ? known.get() : InputAudioConfig.USUAL.detector(), timing);
  }
}
