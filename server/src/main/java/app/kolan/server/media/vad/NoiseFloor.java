/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

import java.util.Arrays;

/// The usual low energy of one band: the median of the five lowest of the last 100 frames, smoothed
/// so that it falls quickly and rises slowly.
/*
 * The 16 lowest are kept, in order, and with each the frame in which it leaves. These frames lie
 * apart from the rest: as the next one is known, they are looked at only when it has come, and when
 * an energy is low enough to be kept.
 *
 * The original counts ages instead, and passes over the one that moves up into the place of one
 * that leaves; so here that one stays for a frame more.
 */
final class NoiseFloor {
  private static final int KEPT = 16;

  /// The number of memory cells it uses, besides those of [#LEAVING].
  static final int MEMORY = 2 + KEPT;

  /// The number of further cells for the frames in which the kept ones leave.
  static final int LEAVING = KEPT;

  private static final int LONGEST = 100;
  private static final short BEYOND = 10000;
  private static final short AT_FIRST = 1600;
  private static final int DOWN = 6553; // 0.2 in Q15
  private static final int UP = 32439; // 0.99 in Q15
  private static final int ONE = 32767;

  private final int smoothed;
  private final int next;
  private final int values;
  private final int leaving;

  /// @param at where its [#MEMORY] begins
  /// @param leaving where its [#LEAVING] begins
  NoiseFloor(int at, int leaving) {
    this.smoothed = at;
    this.next = at + 1;
    this.values = at + 2;
    this.leaving = leaving;
  }

  void begin(short[] memory) {
    memory[smoothed] = AT_FIRST;
    memory[next] = LONGEST;
    Arrays.fill(memory, values, values + KEPT, BEYOND);
  }

  /// Takes the energy of the next frame.
  ///
  /// @param frames how many frames were judged before
  /// @return the low energy, Q4
  int add(short[] memory, int energy, int frames) {
    if (memory[next] == (short) frames) {
      leave(memory, frames);
    }
    if (energy < memory[values + KEPT - 1]) {
      insert(memory, energy, frames + LONGEST);
    }
    int low = frames > 2 ? memory[values + 2] : frames > 0 ? memory[values] : AT_FIRST;
    int before = memory[smoothed];
    int alpha = frames == 0 ? 0 : low < before ? DOWN : UP;
    int after = (short) (((alpha + 1) * before + (ONE - alpha) * low + 16384) >> 15);
    memory[smoothed] = (short) after;
    return after;
  }

  private void leave(short[] memory, int frame) {
    int wait = LONGEST;
    for (int i = 0; i < KEPT; i++) {
      if (memory[leaving + i] == (short) frame) {
        moveUp(memory, values + i, values + KEPT - 1);
        moveUp(memory, leaving + i, leaving + KEPT - 1);
        memory[values + KEPT - 1] = BEYOND;
        memory[leaving + i]++;
      }
      if (memory[values + i] != BEYOND) {
        wait = Math.min(wait, (short) (memory[leaving + i] - frame));
      }
    }
    memory[next] = (short) (frame + wait);
  }

  private static void moveUp(short[] memory, int from, int last) {
    System.arraycopy(memory, from + 1, memory, from, last - from);
  }

  private void insert(short[] memory, int energy, int leaves) {
    int place = KEPT - 1;
    while (place > 0 && energy < memory[values + place - 1]) {
      memory[values + place] = memory[values + place - 1];
      memory[leaving + place] = memory[leaving + place - 1];
      place--;
    }
    memory[values + place] = (short) energy;
    memory[leaving + place] = (short) leaves;
  }
}
