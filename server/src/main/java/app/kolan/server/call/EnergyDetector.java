package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;

/// An activity detector by energy alone: what is well above the line's own noise, and lively, is
/// speech.
/*
 * Each frame passes two 200 Hz high-pass sections, which take out mains hum and rumble. Its level is
 * speech when three things hold:
 *
 *   above -45 dBFS;
 *   9 dB above the noise floor, which is the quietest frame of the last 2 s: even fast talk has a
 *   gap in that time, while a steady noise has none and becomes the floor;
 *   lively: the loudest and the quietest of the last 20 frames are 7 dB apart or more. Syllables
 *   swing by 10 to 30 dB; a fan, a car or an open window by 3. So a noise that is there from the
 *   first moment never counts, and one that sets in counts for 400 ms.
 *
 * Source for the floor: R. Martin, "Noise power spectral density estimation based on optimal
 * smoothing and minimum statistics", IEEE Transactions on Speech and Audio Processing, 2001.
 */
public final class EnergyDetector implements ActivityDetector {
  private static final double ABOVE_FLOOR_DB = 9;
  private static final double QUIETEST_SPEECH_DBFS = -45;
  private static final double LIVELY_DB = 7;
  private static final int FLOOR_FRAMES = 100;
  private static final int LIVELY_FRAMES = 20;

  private final SpeechLevel levelOf = new SpeechLevel();
  private final double[] levels = new double[FLOOR_FRAMES];
  private int frames;

  @Override
  public boolean isSpeech(Mulaw frame) {
    double level = levelOf.next(frame);
    levels[frames % FLOOR_FRAMES] = level;
    frames++;
    return level > QUIETEST_SPEECH_DBFS
        && level > quietestOfLast(FLOOR_FRAMES) + ABOVE_FLOOR_DB
        && loudestOfLast(LIVELY_FRAMES) > quietestOfLast(LIVELY_FRAMES) + LIVELY_DB;
  }

  private double quietestOfLast(int count) {
    double quietest = 0;
    for (int i = 1; i <= Math.min(count, frames); i++) {
      quietest = Math.min(quietest, levels[(frames - i) % FLOOR_FRAMES]);
    }
    return quietest;
  }

  private double loudestOfLast(int count) {
    double loudest = SpeechLevel.LOWEST_DBFS;
    for (int i = 1; i <= Math.min(count, frames); i++) {
      loudest = Math.max(loudest, levels[(frames - i) % FLOOR_FRAMES]);
    }
    return loudest;
  }
}
