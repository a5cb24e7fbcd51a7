package app.kolan.stubs.sound;

/// The speed of text in tones. The two begin with different tones, so that a reader can distinguish
/// them.
public enum ToneSpeed {
  /// 80 ms a letter, about as fast as people speak.
  SPEECH(20, 2700, 3000),
  /// Twice as fast, for tests that wait for the audio to end.
  QUICK(10, 2900, 3200);

  private final int symbolMillis;
  private final int callTone;
  private final int startTone;

  ToneSpeed(int symbolMillis, int callTone, int startTone) {
    this.symbolMillis = symbolMillis;
    this.callTone = callTone;
    this.startTone = startTone;
  }

  /// How long one tone lasts.
  int symbolMillis() {
    return symbolMillis;
  }

  /// The frequency of the first two tones of a text.
  int callTone() {
    return callTone;
  }

  /// The frequency of the third tone. Where it begins tells a reader where all tones begin.
  int startTone() {
    return startTone;
  }
}
