package app.kolan.server.media.vad;

/// Classifies filtered frames by their energy alone: what is above the line's own noise, and varies
/// enough, may be speech.
/*
 * The level of a frame passes when three things hold:
 *
 *   loud enough at all;
 *   above the noise floor, which is the quietest frame of the last 2 s: even fast talk has a gap in
 *   that time, while a steady noise has none and becomes the floor;
 *   lively: the loudest and the quietest of the last frames are far enough apart. Syllables swing by
 *   10 to 30 dB; a fan, a car or an open window by 3. So a noise that is there from the first moment
 *   never counts, and one that sets in counts for 400 ms at most.
 *
 * On its own the gate must be strict. Before a model of voices it only has to keep out what the
 * model is wrong about, steady tones and faint sounds, and a strict one would lose soft voices that
 * the model hears in the noise: see docs/listening.md.
 *
 * Source for the floor: R. Martin, "Noise power spectral density estimation based on optimal
 * smoothing and minimum statistics", IEEE Transactions on Speech and Audio Processing, 2001.
 */
final class EnergyGate {
  private static final int FLOOR_FRAMES = 100;
  private static final double LOWEST_DBFS = -90;
  private static final double FULL_SCALE = 32768;

  private final double quietestDbfs;
  private final double aboveFloorDb;
  private final double livelyDb;
  private final SlidingMinimum floor = new SlidingMinimum(FLOOR_FRAMES);
  private final SlidingMinimum quietest;
  private final SlidingMinimum negativeLoudest;

  private EnergyGate(double quietestDbfs, double aboveFloorDb, double livelyDb, int livelyFrames) {
    quietest = new SlidingMinimum(livelyFrames);
    negativeLoudest = new SlidingMinimum(livelyFrames);
    this.quietestDbfs = quietestDbfs;
    this.aboveFloorDb = aboveFloorDb;
    this.livelyDb = livelyDb;
  }

  /// A gate that decides on its own.
  static EnergyGate strict() {
    return new EnergyGate(-45, 9, 7, 20);
  }

  /// A gate in front of a model.
  static EnergyGate lenient() {
    return new EnergyGate(-46, 2, 5, 16);
  }

  boolean passes(int[] filtered) {
    double level = level(filtered);
    double noise = floor.add(level);
    double swing = -negativeLoudest.add(-level) - quietest.add(level);
    return level > quietestDbfs && level > noise + aboveFloorDb && swing > livelyDb;
  }

  private static double level(int[] samples) {
    long sum = 0;
    for (int sample : samples) {
      sum += (long) sample * sample;
    }
    double rms = Math.sqrt((double) sum / samples.length);
    return Math.max(LOWEST_DBFS, 20 * Math.log10(Math.max(rms, 1e-9) / FULL_SCALE));
  }
}
