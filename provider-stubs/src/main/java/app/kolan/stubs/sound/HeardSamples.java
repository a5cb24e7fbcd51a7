package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import java.util.Arrays;

/// The samples of audio without its silences, so that a text with a pause in it is still one text.
final class HeardSamples {
  private static final int QUIET = 200;
  private static final int SHORTEST_SILENCE = 16;
  private static final int MISSING = 8;

  private final short[] samples;
  private final int[] places;

  HeardSamples(Mulaw audio) {
    var kept = new short[audio.length()];
    var at = new int[audio.length()];
    int size = 0;
    int quiet = 0;
    for (int i = 0; i < audio.length(); i++) {
      short sample = audio.sampleAt(i);
      quiet = Math.abs(sample) <= QUIET ? quiet + 1 : 0;
      if (quiet == SHORTEST_SILENCE) {
        size -= SHORTEST_SILENCE - 1;
      }
      if (quiet < SHORTEST_SILENCE) {
        kept[size] = sample;
        at[size++] = i;
      }
    }
    samples = Arrays.copyOf(kept, size);
    places = Arrays.copyOf(at, size);
  }

  int length() {
    return samples.length;
  }

  /// The position of a sample in the audio; for one beyond the last, that of the last.
  int placeOf(int index) {
    return places[Math.min(index, places.length - 1)];
  }

  /// The longest silence that was left out between two samples.
  int longestSilence(int from, int to) {
    int longest = 0;
    for (int i = from + 1; i < Math.min(to, places.length); i++) {
      longest = Math.max(longest, places[i] - places[i - 1] - 1);
    }
    return longest;
  }

  /// How much of a window's energy is one tone: 1 for a tone alone that makes a whole number of
  /// turns in it, 0 outside of the sound. A few samples may be missing at its end, since a reader
  /// who is in the middle of a sound is rarely in step to the sample. A silence that was left out
  /// may break the tone's phase, so the stretches around it are looked at on their own.
  double purity(int frequency, int from, int window) {
    int length = Math.min(window, samples.length - from);
    if (from < 0 || length < window - MISSING) {
      return 0;
    }
    double pure = 0;
    int begin = from;
    for (int i = from + 1; i <= from + length; i++) {
      if (i == from + length || places[i] != places[i - 1] + 1) {
        pure += 2 * power(frequency, begin, i) / (i - begin);
        begin = i;
      }
    }
    double energy = 0;
    for (int i = from; i < from + length; i++) {
      energy += (double) samples[i] * samples[i];
    }
    return energy == 0 ? 0 : pure / energy;
  }

  /// The power of one frequency in a stretch, by Goertzel's algorithm.
  private double power(int frequency, int from, int to) {
    double twice = 2 * Math.cos(2 * Math.PI * frequency / Mulaw.RATE);
    double last = 0;
    double beforeLast = 0;
    for (int i = from; i < to; i++) {
      double next = samples[i] + twice * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    return last * last + beforeLast * beforeLast - twice * last * beforeLast;
  }
}
