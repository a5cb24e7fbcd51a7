/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.call.activity;

import java.util.Arrays;

/// The usual low energy of one band: the median of the five lowest of the last 100 frames, smoothed
/// so that it falls quickly and rises slowly.
final class LowEnergy {
  private static final int KEPT = 16;
  private static final int LONGEST = 100;
  private static final int BEYOND = 10000;
  private static final int AT_FIRST = 1600;
  private static final int DOWN = 6553; // 0.2 in Q15
  private static final int UP = 32439; // 0.99 in Q15
  private static final int ONE = 32767;

  private final int[] values = new int[KEPT];
  private final int[] ages = new int[KEPT];
  private int smoothed = AT_FIRST;

  LowEnergy() {
    Arrays.fill(values, BEYOND);
  }

  /// Takes the energy of the next frame.
  ///
  /// @param frames how many frames were judged before
  /// @return the low energy, Q4
  int add(int energy, int frames) {
    grow();
    insert(energy);
    int low = frames > 2 ? values[2] : frames > 0 ? values[0] : AT_FIRST;
    int alpha = frames == 0 ? 0 : low < smoothed ? DOWN : UP;
    smoothed = (short) (((alpha + 1) * smoothed + (ONE - alpha) * low + 16384) >> 15);
    return smoothed;
  }

  private void grow() {
    for (int i = 0; i < KEPT; i++) {
      if (ages[i] != LONGEST) {
        ages[i]++;
      } else {
        System.arraycopy(values, i + 1, values, i, KEPT - 1 - i);
        System.arraycopy(ages, i + 1, ages, i, KEPT - 1 - i);
        values[KEPT - 1] = BEYOND;
        ages[KEPT - 1] = LONGEST + 1;
      }
    }
  }

  private void insert(int energy) {
    int place = 0;
    while (place < KEPT && energy >= values[place]) {
      place++;
    }
    if (place < KEPT) {
      System.arraycopy(values, place, values, place + 1, KEPT - 1 - place);
      System.arraycopy(ages, place, ages, place + 1, KEPT - 1 - place);
      values[place] = energy;
      ages[place] = 1;
    }
  }
}
