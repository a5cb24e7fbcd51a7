/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

/// Classifies the energies of six bands as voice or not, and adapts to the line's voice and noise
/// while it does.
/*
 * Each band has two models of its energy, one of noise and one of speech, and each model is a
 * mixture of two Gaussians. A frame's likelihood under both gives a ratio for each band. It is
 * speech when the ratio of one band is high, or the weighted sum of all is.
 *
 *   energies --> likelihood as noise  --+
 *            \-> likelihood as speech --+--> ratio --> speech or none --> tail
 *                        ^                                  |
 *                        +---- the model that was right learns
 *
 * After speech a few frames more count, so that the soft end of a word is not lost.
 *
 * What is remembered of a line lies in one short array, of some nine cache lines: the filters, then
 * band by band the mixtures and the low energies, and last what is rarely looked at. Hundreds of
 * calls take turns on a core, so that each finds its memory pushed out of the nearest cache, and
 * what costs is how many cache lines must come back. All that is needed within a frame only is on
 * the bench of the thread, which all its calls share.
 *
 * All is fixed-point arithmetic, as in the original: what it decides is the same, bit for bit. `Qn`
 * is a number with n bits after the point. The casts to short are where the original keeps 16 bits.
 */
final class VoiceModel {
  private static final int BANDS = FilterBank.BANDS;
  private static final int LONG_SPEECH = 6;
  private static final int[] BAND_WEIGHTS = {6, 8, 10, 12, 14, 16};
  private static final short[] NOTHING_HEARD = nothingHeard();

  private final Aggressiveness aggressiveness;
  private final short[] memory = NOTHING_HEARD.clone();
  private int frames;
  private int tail;
  private int speechInARow;

  VoiceModel(Aggressiveness aggressiveness) {
    this.aggressiveness = aggressiveness;
  }

  /// The models of the bands, which work on the memory of any line.
  static BandModel[] bands() {
    var bands = new BandModel[BANDS];
    for (int band = 0; band < BANDS; band++) {
      int at = FilterBank.MEMORY + band * BandModel.MEMORY;
      int leaving = FilterBank.MEMORY + BANDS * BandModel.MEMORY + band * NoiseFloor.LEAVING;
      bands[band] = new BandModel(band, at, leaving);
    }
    return bands;
  }

  private static short[] nothingHeard() {
    var memory = new short[FilterBank.MEMORY + BANDS * (BandModel.MEMORY + NoiseFloor.LEAVING)];
    for (BandModel band : bands()) {
      band.begin(memory);
    }
    return memory;
  }

  /// Classifies the next frame, whose samples are in the scratch buffers.
  boolean isVoice(Scratch scratch) {
    FilterBank filters = scratch.filters();
    filters.split(scratch.samples(), memory);
    boolean voice = filters.power() > FilterBank.LEAST_POWER && judge(filters, scratch.bands());
    if (voice) {
      speechInARow = Math.min(LONG_SPEECH + 1, speechInARow + 1);
      tail = speechInARow > LONG_SPEECH ? aggressiveness.longTail() : aggressiveness.shortTail();
      return true;
    }
    speechInARow = 0;
    boolean inTail = tail > 0;
    tail = Math.max(0, tail - 1);
    return inTail;
  }

  private boolean judge(FilterBank filters, BandModel[] bands) {
    boolean voice = false;
    int sum = 0;
    for (int band = 0; band < BANDS; band++) {
      int ratio = bands[band].likelihoodRatio(memory, filters.energy(band));
      sum += ratio * BAND_WEIGHTS[band];
      voice |= ratio * 4 > aggressiveness.local();
    }
    voice |= sum >= aggressiveness.global();
    for (int band = 0; band < BANDS; band++) {
      bands[band].learn(memory, filters.energy(band), voice, frames);
    }
    frames++;
    return voice;
  }
}
