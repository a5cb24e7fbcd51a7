package app.kolan.server.tape;

import app.kolan.carrier.audio.G711;
import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.call.SpeechLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Noise in place of a voice: as loud as it was, frame by frame, so that speech is told from
/// silence in the same places, and without pitch or vowels, so that no word is in it.
/*
 * Speech of which only the loudness of one band is left can be told from silence and has a rhythm,
 * but is not understood: R. V. Shannon and others, "Speech recognition with primarily temporal
 * cues", Science 270, 1995, find a few percent of words with one band, from faster envelopes than
 * the 50 values a second that are left here.
 *
 * The level is that which the activity detector looks at. The noise is scaled until the detector's
 * own filters, in the state that the noise before has left them in, say the same of it as of the
 * voice, after the coding by mu-law that both go through.
 *
 * One side of one call each; one thread at a time.
 */
final class NoiseVoice {
  private static final double CLOSE_ENOUGH_DB = 0.02;
  private static final int ROUNDS = 12;
  private static final int FADE = 3 * Mulaw.RATE / 1000;

  /// Softer samples have no code of their own.
  private static final int SOFTEST = 4;

  private final SplittableRandom random = new SplittableRandom(1);
  private final SpeechLevel voice = new SpeechLevel();
  private SpeechLevel noise = new SpeechLevel();

  /// Noise in place of the next audio.
  Mulaw next(Mulaw audio) {
    List<Mulaw> frames = new ArrayList<>();
    for (int at = 0; at < audio.length(); at += Mulaw.FRAME) {
      frames.add(frame(audio.slice(at, at + Mulaw.FRAME)));
    }
    return frames.size() == 1 ? frames.getFirst() : Mulaw.join(frames);
  }

  private Mulaw frame(Mulaw spoken) {
    double wanted = voice.next(spoken);
    double[] shape = shape(spoken.length());
    double gain = Math.pow(10, wanted / 20) * 32768 * 2;
    Mulaw best = scaled(shape, gain);
    double off = off(best, wanted);
    for (int i = 0; i < ROUNDS && Math.abs(off) > CLOSE_ENOUGH_DB; i++) {
      gain *= Math.pow(10, -Math.clamp(off, -20, 20) / 20);
      Mulaw tried = scaled(shape, gain);
      double offNow = off(tried, wanted);
      if (Math.abs(offNow) < Math.abs(off)) {
        best = tried;
      }
      off = offNow;
    }
    noise.next(best);
    return best;
  }

  /// Noise with little below and at the filters' edge, which fades at its end: so a loud frame does
  /// not ring into a soft one.
  private double[] shape(int length) {
    var shape = new double[length];
    double before = 0;
    for (int i = 0; i < length; i++) {
      double white = random.nextDouble(-1, 1);
      shape[i] = (white - before) * Math.min(1, (double) (length - i) / FADE);
      before = white;
    }
    return shape;
  }

  /// How much louder the noise is than it should be, in decibels.
  private double off(Mulaw tried, double wanted) {
    return noise.copy().next(tried) - wanted;
  }

  private static Mulaw scaled(double[] shape, double gain) {
    var codes = new byte[shape.length];
    for (int i = 0; i < shape.length; i++) {
      double sample = Math.clamp(Math.rint(shape[i] * gain), Short.MIN_VALUE, Short.MAX_VALUE);
      codes[i] = Math.abs(sample) < SOFTEST ? G711.SILENCE : G711.encode((short) sample);
    }
    return Mulaw.of(codes);
  }
}
