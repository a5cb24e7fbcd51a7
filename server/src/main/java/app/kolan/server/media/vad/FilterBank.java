/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

/// Splits frames of 160 samples into six bands, and computes the energy of each in decibels.
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
 * What the filters remember of a line lies in its memory. So one bank serves all lines of a thread,
 * and the buffers here are always warm.
 *
 * All is fixed-point arithmetic. `Qn` is a number with n bits after the point. The casts to short
 * are where the original keeps 16 bits.
 */
final class FilterBank {
  static final int BANDS = 6;

  /// The number of memory cells it uses: the first ones.
  static final int MEMORY = 2 * (BANDS - 1) + 4;

  /// A frame with no more energy than this is not worth classifying.
  static final int LEAST_POWER = 10;

  private static final int UPPER = 20972; // 0.64 in Q15
  private static final int LOWER = 5571; // 0.17 in Q15
  private static final int DECIBELS_OF_TWO = 24660; // 160 log10(2) in Q9
  private static final int FOURTEEN = 14336; // in Q10
  private static final int[] OFFSETS = {368, 368, 272, 176, 176, 176};

  private static final int HIGH_PASS = 2 * (BANDS - 1); // where its state lies, behind the splits'
  private static final int ZERO = 6631; // Q14; the middle one is twice that, and negative
  private static final int POLE1 = -7756; // Q14
  private static final int POLE2 = 5620; // Q14

  private final int[] high80 = new int[80];
  private final int[] low80 = new int[80];
  private final int[] high40 = new int[40];
  private final int[] low40 = new int[40];
  private final int[] high20 = new int[20];
  private final int[] low20 = new int[20];
  private final int[] high10 = new int[10];
  private final int[] low10 = new int[10];
  private final int[] energies = new int[BANDS];
  private int power;

  /// Takes the next frame.
  void split(int[] frame, short[] memory) {
    power = 0;
    split(frame, memory, 0, high80, low80);
    split(high80, memory, 1, high40, low40);
    energies[5] = energy(high40, OFFSETS[5]);
    energies[4] = energy(low40, OFFSETS[4]);
    split(low80, memory, 2, high40, low40);
    energies[3] = energy(high40, OFFSETS[3]);
    split(low40, memory, 3, high20, low20);
    energies[2] = energy(high20, OFFSETS[2]);
    split(low20, memory, 4, high10, low10);
    energies[1] = energy(high10, OFFSETS[1]);
    highPass(low10, memory, high10);
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

  /// The two all-pass filters run side by side: each waits for its own last sample, and for nothing
  /// of the other's.
  private static void split(int[] in, short[] memory, int stage, int[] high, int[] low) {
    int upperState = memory[2 * stage] << 16;
    int lowerState = memory[2 * stage + 1] << 16;
    for (int i = 0; i < high.length; i++) {
      int even = in[2 * i];
      int odd = in[2 * i + 1];
      int upper = (upperState + UPPER * even) >> 16;
      int lower = (lowerState + LOWER * odd) >> 16;
      upperState = (even << 15) - 2 * UPPER * upper;
      lowerState = (odd << 15) - 2 * LOWER * lower;
      high[i] = (short) (upper - lower);
      low[i] = (short) (upper + lower);
    }
    memory[2 * stage] = (short) (upperState >> 16);
    memory[2 * stage + 1] = (short) (lowerState >> 16);
  }

  private static void highPass(int[] in, short[] memory, int[] out) {
    int in1 = memory[HIGH_PASS];
    int in2 = memory[HIGH_PASS + 1];
    int out1 = memory[HIGH_PASS + 2];
    int out2 = memory[HIGH_PASS + 3];
    for (int i = 0; i < in.length; i++) {
      int sum = ZERO * (in[i] - 2 * in1 + in2) - POLE2 * out2 - POLE1 * out1;
      in2 = in1;
      in1 = in[i];
      out2 = out1;
      out1 = (short) (sum >> 14);
      out[i] = out1;
    }
    memory[HIGH_PASS] = (short) in1;
    memory[HIGH_PASS + 1] = (short) in2;
    memory[HIGH_PASS + 2] = (short) out1;
    memory[HIGH_PASS + 3] = (short) out2;
  }

  /// Ten times the logarithm of the energy of these samples, in Q4, and at least the offset.
  private int energy(int[] samples, int offset) {
    int loudest = 0;
    int sum = 0;
    for (int sample : samples) {
      loudest =
          Math.max(loudest, Math.abs(sample) & 0x7FFF); // as the original, which overlooks -32768
      sum += sample * sample;
    }
    int shifts = scaling(loudest, samples.length);
    if (shifts > 0) {
      sum = scaled(samples, shifts);
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
  private static int scaling(int loudest, int samples) {
    if (loudest == 0) {
      return 0;
    }
    int bits = 32 - Integer.numberOfLeadingZeros(samples);
    int room = Integer.numberOfLeadingZeros(loudest * loudest) - 1;
    return room > bits ? 0 : bits - room;
  }

  private static int scaled(int[] samples, int shifts) {
    int sum = 0;
    for (int sample : samples) {
      sum += (sample * sample) >> shifts;
    }
    return sum;
  }
}
