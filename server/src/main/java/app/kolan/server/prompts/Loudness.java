package app.kolan.server.prompts;

import app.kolan.twilio.audio.Pcm;
import java.util.Arrays;

/// How loud speech is, and speech made equally loud.
///
/// Loudness is the RMS of the *active* part: the 20 ms windows that are at most 30 dB below the
/// loudest one. Pauses between words do not make a sentence count as soft.
final class Loudness {
  /// The target loudness of the active part, in dBFS.
  static final double TARGET = -20;

  /// The maximum of a sample, in dBFS; coding as mu-law or MP3 may add a few tenths.
  static final double CEILING = -4;

  /// The silence left before the first and after the last sound, in milliseconds.
  static final int MARGIN = 60;

  private static final double ACTIVE_RANGE = 30;
  private static final double AUDIBLE_RANGE = 40;
  private static final int FADE = 5;
  private static final int LOOK_AROUND = 5;

  private Loudness() {}

  /// The RMS of the active part, in dBFS; negative infinity for silence.
  static double activeRms(Pcm audio) {
    double[] windows = windowPowers(audio, 20);
    double floor = Arrays.stream(windows).max().orElse(0) * power(-ACTIVE_RANGE);
    double mean =
        Arrays.stream(windows).filter(window -> window > 0 && window >= floor).average().orElse(0);
    return 10 * Math.log10(mean);
  }

  /// The audio from its first to its last audible sample with [#MARGIN] of silence around it, faded
  /// in and out so that nothing clicks. Silence becomes no audio.
  static Pcm trimmed(Pcm audio) {
    double[] windows = windowPowers(audio, 10);
    double floor = Arrays.stream(windows).max().orElse(0) * power(-AUDIBLE_RANGE);
    int first = 0;
    int last = windows.length - 1;
    while (first <= last && (windows[first] == 0 || windows[first] < floor)) {
      first++;
    }
    while (last >= first && (windows[last] == 0 || windows[last] < floor)) {
      last--;
    }
    int window = samples(audio, 10);
    return withMargin(audio.slice(first * window, (last + 1) * window));
  }

  /// The audio at [#TARGET], its few louder peaks limited to [#CEILING].
  static Pcm levelled(Pcm audio) {
    double active = activeRms(audio);
    if (active == Double.NEGATIVE_INFINITY) {
      return audio;
    }
    return limited(audio, amplitude(TARGET - active));
  }

  private static Pcm withMargin(Pcm sound) {
    if (sound.length() == 0) {
      return sound;
    }
    int margin = samples(sound, MARGIN);
    int fade = Math.min(samples(sound, FADE), sound.length() / 2);
    var padded = new short[sound.length() + 2 * margin];
    for (int i = 0; i < sound.length(); i++) {
      int toEdge = Math.min(i, sound.length() - 1 - i);
      double gain = toEdge >= fade ? 1 : (double) toEdge / fade;
      padded[margin + i] = (short) Math.round(sound.at(i) * gain);
    }
    return Pcm.of(padded, sound.rate());
  }

  /*
   * A look-ahead limiter. Every sample has a gain at which it would just reach the ceiling; the
   * smallest of these within LOOK_AROUND on either side, averaged over the same stretch, is a smooth
   * gain that no sample can beat: each value in the average is at most the sample's own gain.
   */
  private static Pcm limited(Pcm audio, double gain) {
    double ceiling = amplitude(CEILING) * -Short.MIN_VALUE;
    int reach = samples(audio, LOOK_AROUND);
    var allowed = new double[audio.length()];
    for (int i = 0; i < allowed.length; i++) {
      double magnitude = Math.abs((double) audio.at(i));
      allowed[i] = magnitude * gain <= ceiling ? gain : ceiling / magnitude;
    }
    var lowest = new double[allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      lowest[i] = lowestAround(allowed, i, reach);
    }
    var louder = new short[allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      louder[i] = (short) Math.round(audio.at(i) * averageAround(lowest, i, reach));
    }
    return Pcm.of(louder, audio.rate());
  }

  private static double lowestAround(double[] values, int at, int reach) {
    int end = Math.min(values.length, at + reach + 1);
    double lowest = values[at];
    for (int i = Math.max(0, at - reach); i < end; i++) {
      lowest = Math.min(lowest, values[i]);
    }
    return lowest;
  }

  private static double averageAround(double[] values, int at, int reach) {
    int start = Math.max(0, at - reach);
    int end = Math.min(values.length, at + reach + 1);
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += values[i];
    }
    return sum / (end - start);
  }

  /// The mean square of each whole or begun window, where a full square wave is 1.
  private static double[] windowPowers(Pcm audio, int milliseconds) {
    int window = samples(audio, milliseconds);
    var powers = new double[(audio.length() + window - 1) / window];
    for (int i = 0; i < audio.length(); i++) {
      double sample = audio.at(i) / -(double) Short.MIN_VALUE;
      powers[i / window] += sample * sample / window;
    }
    return powers;
  }

  private static int samples(Pcm audio, int milliseconds) {
    return audio.rate() * milliseconds / 1000;
  }

  private static double power(double decibels) {
    return Math.pow(10, decibels / 10);
  }

  private static double amplitude(double decibels) {
    return Math.pow(10, decibels / 20);
  }
}
