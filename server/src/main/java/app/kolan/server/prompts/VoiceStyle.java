package app.kolan.server.prompts;

/// How a sentence should sound, as far as an engine supports it.
///
/// @param voice the voice by the engine's own name, such as `he` or `he+f3`
/// @param pitch from 0, low, to 99, high
/// @param speed words a minute
public record VoiceStyle(String voice, int pitch, int speed) {
  public VoiceStyle {
    if (pitch < 0 || pitch > 99) {
      throw new IllegalArgumentException("a pitch is 0 to 99, not " + pitch);
    }
    if (speed < 80 || speed > 450) {
      throw new IllegalArgumentException("a speed is 80 to 450 words a minute, not " + speed);
    }
  }
}
