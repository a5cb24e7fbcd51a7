/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.call.activity;

/// Splits frames of 160 samples into six bands, and tells the energy of each in decibels.
/*
 * Each split halves a band with a pair of all-pass filters whose difference is the upper half and
 * whose sum is the lower one, and drops every other sample.
 *
 *   0-4000 Hz -+- 2000-4000 -+- 3000-4000             band 5
 *              |             +- 2000-3000             band 4
 *              +- 0-2000 ----+- 1000-2000             band 3
 *                            +- 0-1000 -+- 500-1000   band 2
 *                                       +- 0-500 -+- 250-500   band 1
 *                                                 +- 80-250    band 0, after a high-pass
 *
 * All is fixed-point arithmetic. `Qn` is a number with n bits after the point. The casts to short
 * are where the original keeps 16 bits.
 */
final class FilterBank {
  static final int BANDS = 6;

  /// A frame with no more energy than this is not worth judging.
  static final int LEAST_POWER = 10;

  private static final int UPPER = 20972; // 0.64 in Q15
  private static final int LOWER = 5571; // 0.17 in Q15
  private static final int DECIBELS_OF_TWO = 24660; // 160 log10(2) in Q9
  private static final int FOURTEEN = 14336; // in Q10
  private static final int[] OFFSETS = {368, 368, 272, 176, 176, 176};
  private static final int[] HIGH_PASS_ZEROS = {6631, -13262, 6631};
  private static final int[] HIGH_PASS_POLES = {-7756, 5620};

  private final int[] upperStates = new int[BANDS - 1];
  private final int[] lowerStates = new int[BANDS - 1];
  private final int[] highPassState = new int[4];
  private final short[] high80 = new short[80];
  private final short[] low80 = new short[80];
  private final short[] high40 = new short[40];
  private final short[] low40 = new short[40];
  private final short[] high20 = new short[20];
  private final short[] low20 = new short[20];
  private final short[] high10 = new short[10];
  private final short[] low10 = new short[10];
  private final int[] energies = new int[BANDS];
  private int power;

  /// Takes the next frame.
  void split(short[] frame) {
    power = 0;
    split(frame, 0, high80, low80);
    split(high80, 1, high40, low40);
    energies[5] = energy(high40, OFFSETS[5]);
    energies[4] = energy(low40, OFFSETS[4]);
    split(low80, 2, high40, low40);
    energies[3] = energy(high40, OFFSETS[3]);
    split(low40, 3, high20, low20);
    energies[2] = energy(high20, OFFSETS[2]);
    split(low20, 4, high10, low10);
    energies[1] = energy(high10, OFFSETS[1]);
    highPass(low10, high10);
    energies[0] = energy(high10, OFFSETS[0]);
  }

  /// The energy of a band of the last frame, in decibels, Q4.
  int energy(int band) {
    return energies[band];
  }

  /// The power of the last frame, as far as it matters: exact up to [#LEAST_POWER], and something
  /// above that otherwise.
  int power() {
    return power;
  }

  private void split(short[] in, int stage, short[] high, short[] low) {
    upperStates[stage] = allPass(in, 0, UPPER, upperStates[stage], high);
    lowerStates[stage] = allPass(in, 1, LOWER, lowerStates[stage], low);
    for (int i = 0; i < high.length; i++) {
      short upper = high[i];
      high[i] = (short) (upper - low[i]);
      low[i] = (short) (low[i] + upper);
    }
  }

  private static int allPass(short[] in, int from, int coefficient, int before, short[] out) {
    int state = before << 16;
    for (int i = 0; i < out.length; i++) {
      int sample = in[from + 2 * i];
      short filtered = (short) ((state + coefficient * sample) >> 16);
      out[i] = filtered;
      state = ((sample << 14) - coefficient * filtered) << 1;
    }
    return (short) (state >> 16);
  }

  private void highPass(short[] in, short[] out) {
    int[] state = highPassState;
    for (int i = 0; i < in.length; i++) {
      int sum =
          HIGH_PASS_ZEROS[0] * in[i]
              + HIGH_PASS_ZEROS[1] * state[0]
              + HIGH_PASS_ZEROS[2] * state[1];
      state[1] = state[0];
      state[0] = in[i];
      sum -= HIGH_PASS_POLES[0] * state[2] + HIGH_PASS_POLES[1] * state[3];
      state[3] = state[2];
      state[2] = (short) (sum >> 14);
      out[i] = (short) state[2];
    }
  }

  /// Ten times the logarithm of the energy of these samples, in Q4, and at least the offset.
  private int energy(short[] samples, int offset) {
    int shifts = scaling(samples);
    int sum = 0;
    for (short sample : samples) {
      sum += (sample * sample) >> shifts;
    }
    if (sum == 0) {
      return offset;
    }
    int toFifteenBits = 17 - Integer.numberOfLeadingZeros(sum);
    shifts += toFifteenBits;
    int normalised = toFifteenBits < 0 ? sum << -toFifteenBits : sum >>> toFifteenBits;
    int log2 = FOURTEEN + ((normalised & 0x3FFF) >> 4);
    int decibels = (short) (((DECIBELS_OF_TWO * log2) >> 19) + ((shifts * DECIBELS_OF_TWO) >> 9));
    if (power <= LEAST_POWER) {
      power = (short) (power + (shifts >= 0 ? LEAST_POWER + 1 : normalised >> -shifts));
    }
    return (short) (Math.max(0, decibels) + offset);
  }

  /// How far squares must be shifted so that their sum fits into 32 bits.
  private static int scaling(short[] samples) {
    short loudest = -1;
    for (short sample : samples) {
      short size = (short) (sample > 0 ? sample : -sample);
      loudest = size > loudest ? size : loudest;
    }
    if (loudest == 0) {
      return 0;
    }
    int bits = 32 - Integer.numberOfLeadingZeros(samples.length);
    int room = Integer.numberOfLeadingZeros(loudest * loudest) - 1;
    return room > bits ? 0 : bits - room;
  }
}
