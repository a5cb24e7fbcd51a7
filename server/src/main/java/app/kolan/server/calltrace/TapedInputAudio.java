package app.kolan.server.calltrace;

import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.media.vad.VadFactories;
import java.util.Optional;

/// How the server heard the calls that it recorded.
///
/// @param detector the word of what told speech from silence; this build may not have it
public record TapedInputAudio(String detector, TurnTiming timing) {
  /// How servers heard whose tapes do not say it.
  static final TapedInputAudio FIRST = new TapedInputAudio("energy", TurnTiming.USUAL);

  public static TapedInputAudio of(InputAudioConfig inputAudio) {
    return new TapedInputAudio(inputAudio.detector().word(), inputAudio.timing());
  }

  /// Whether this build has the detector.
  public boolean isKnown() {
    return VadFactories.ofWord(detector).isPresent();
  }

  /// How this build hears alike. Its usual detector stands in for one that it does not have.
  public InputAudioConfig inputAudio() {
    Optional<VadFactories> known = VadFactories.ofWord(detector);
    return new InputAudioConfig(
        known.isPresent() ? known.get() : InputAudioConfig.USUAL.detector(), timing);
  }
}
