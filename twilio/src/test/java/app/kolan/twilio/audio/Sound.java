package app.kolan.twilio.audio;

/// Test tones, and how loud they are.
final class Sound {
  private Sound() {}

  /// A sine of 16,000 at its peak.
  static Pcm sine(double frequency, int rate, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) Math.round(16_000 * Math.sin(2 * Math.PI * frequency * i / rate));
    }
    return Pcm.of(samples, rate);
  }

  /// The sound without a tenth at either end, where a filter starts and stops.
  static Pcm middle(Pcm sound) {
    int tenth = sound.length() / 10;
    return sound.slice(tenth, sound.length() - tenth);
  }

  static Pcm ramp(int rate, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (i * 37);
    }
    return Pcm.of(samples, rate);
  }
}
