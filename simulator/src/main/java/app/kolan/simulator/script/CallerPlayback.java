package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;
import java.util.Optional;

/// The caller's playback of audio and keys, frame by frame.
final class CallerPlayback {
  private static final int FRAMES_BETWEEN_KEYS = 10;

  private Mulaw sound = Mulaw.EMPTY;
  private int said;
  private String keys = "";
  private int pressed;
  private int framesUntilKey;

  void say(Mulaw audio) {
    sound = audio.paddedToFrames();
    said = 0;
  }

  void press(String digits) {
    keys = digits;
    pressed = 0;
    framesUntilKey = 0;
  }

  boolean isBusy() {
    return said < sound.length() || pressed < keys.length();
  }

  boolean isSpeaking() {
    return said < sound.length();
  }

  Mulaw nextFrame() {
    if (!isSpeaking()) {
      return Mulaw.SILENT_FRAME;
    }
    Mulaw frame = sound.slice(said, said + Mulaw.FRAME);
    said += Mulaw.FRAME;
    return frame;
  }

  Optional<Character> nextKey() {
    if (pressed == keys.length() || framesUntilKey-- > 0) {
      return Optional.empty();
    }
    framesUntilKey = FRAMES_BETWEEN_KEYS - 1;
    return Optional.of(keys.charAt(pressed++));
  }
}
