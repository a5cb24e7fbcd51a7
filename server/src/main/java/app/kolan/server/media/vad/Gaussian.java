/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

/// One Gaussian of a mixture: a mean and a spread, both Q7, which lie in the memory of a line.
final class Gaussian {
  /// The number of memory cells it uses.
  static final int MEMORY = 2;

  private static final int LEAST_SPREAD = 384;
  private static final int FARTHEST = 22005; // Q10: farther off, the likelihood is 0
  private static final int LOG2_OF_E = 5909; // Q12

  private final int weight;
  private final int mean;
  private final int spread;
  private int slope;

  /// @param weight its part in the mixture, Q7
  /// @param at where its [#MEMORY] begins
  Gaussian(int weight, int at) {
    this.weight = weight;
    this.mean = at;
    this.spread = at + 1;
  }

  void begin(short[] memory, int firstMean, int firstSpread) {
    memory[mean] = (short) firstMean;
    memory[spread] = (short) firstSpread;
  }

  /// The weighted likelihood of an energy in Q4, Q27. It also finds [#slope].
  int likelihood(short[] memory, int energy) {
    int width = memory[spread];
    int inverse = (short) ((131072 + (width >> 1)) / width); // Q10
    int rough = (short) (inverse >> 2); // Q8
    int inverseSquare = (short) ((rough * rough) >> 2); // Q14
    int distance = (short) ((short) (energy << 3) - memory[mean]); // Q7
    slope = (short) ((inverseSquare * distance) >> 10);
    int exponent = (slope * distance) >> 9; // Q10
    return exponent < FARTHEST ? weight * inverse * exp(exponent) : 0;
  }

  /// The distance of the last energy from the mean in squares of the spread, Q11.
  int slope() {
    return slope;
  }

  int mean(short[] memory) {
    return memory[mean];
  }

  int spread(short[] memory) {
    return memory[spread];
  }

  /// Its part of the mixture's mean, Q14.
  int weightedMean(short[] memory) {
    return memory[mean] * weight;
  }

  void moveTo(short[] memory, int newMean) {
    memory[mean] = (short) newMean;
  }

  void spreadTo(short[] memory, int newSpread) {
    memory[spread] = (short) Math.max(LEAST_SPREAD, (short) newSpread);
  }

  /// e to the power of minus the exponent, Q10.
  private static int exp(int exponent) {
    int log2 = (short) -(short) ((LOG2_OF_E * exponent) >> 12); // Q10
    int fraction = 0x0400 | (log2 & 0x03FF);
    int shift = (short) (((short) (log2 ^ 0xFFFF) >> 10) + 1);
    return (short) (fraction >> shift);
  }
}
