package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;

/// A text that was read from tones.
///
/// @param text the letters that were read completely
/// @param begin the first sample of its audio
/// @param end the sample after the last that belongs to it
/// @param pause samples of the longest silence in the middle of it; 0 when there was none
/// @param whole false when it was cut off, or samples were missing in it
public record HeardText(String text, int begin, int end, int pause, boolean whole) {
  /// From the beginning of the sound that was listened to.
  public Duration beginsAfter() {
    return lasting(begin);
  }

  /// From the beginning of the sound that was listened to.
  public Duration endsAfter() {
    return lasting(end);
  }

  /// The longest silence in the middle of it.
  public Duration longestPause() {
    return lasting(pause);
  }

  private static Duration lasting(int samples) {
    return Duration.ofMillis(samples * 1000L / Mulaw.RATE);
  }
}
