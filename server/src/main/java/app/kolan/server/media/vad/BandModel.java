/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

/// What one band sounds like as noise and as speech: two mixtures of two Gaussians. It computes how
/// much likelier an energy is as speech, and learns from the frame's final classification.
///
/// Its state lies in the memory of a line, so that one band model serves all lines of a thread. The
/// object itself keeps only what passes from the likelihood of a frame to the learning from it.
final class BandModel {
  private static final int GAUSSIANS = 2;

  /// The number of memory cells it uses.
  static final int MEMORY = 2 * GAUSSIANS * Gaussian.MEMORY + NoiseFloor.MEMORY;

  private static final int ALL = 16384; // 1 in Q14

  private static final int NOISE_RATE = 655; // Q15
  private static final int SPEECH_RATE = 6554; // Q15
  private static final int CORRECTION_RATE = 154; // Q8
  private static final int[] LOWEST_SPEECH_MEAN = {640, 768}; // Q7

  // The Gaussians at first: for each band, first those of all its first ones.
  private static final int[][] NOISE_WEIGHTS = {
    {34, 62, 72, 66, 53, 25}, {94, 66, 56, 62, 75, 103}
  };
  private static final int[][] SPEECH_WEIGHTS = {
    {48, 82, 45, 87, 50, 47}, {80, 46, 83, 41, 78, 81}
  };
  private static final int[][] NOISE_MEANS = {
    {6738, 4892, 7065, 6715, 6771, 3369}, {7646, 3863, 7820, 7266, 5020, 4362}
  };
  private static final int[][] SPEECH_MEANS = {
    {8306, 10085, 10078, 11823, 11843, 6309}, {9473, 9571, 10879, 7581, 8180, 7483}
  };
  private static final int[][] NOISE_SPREADS = {
    {378, 1064, 493, 582, 688, 593}, {474, 697, 475, 688, 421, 455}
  };
  private static final int[][] SPEECH_SPREADS = {
    {555, 505, 567, 524, 585, 1231}, {509, 828, 492, 1540, 1079, 850}
  };

  // Bounds for each band, which keep the two mixtures apart and in range.
  private static final int[] LEAST_DIFFERENCE = {544, 544, 576, 576, 576, 576}; // Q5
  private static final int[] HIGHEST_SPEECH_MEAN = {13440, 12032, 12032, 12160, 12160, 12160};
  private static final int[] HIGHEST_SPEECH = {11392, 11392, 11520, 11520, 11520, 11520}; // Q7
  private static final int[] HIGHEST_NOISE = {9216, 9088, 8960, 8832, 8704, 8576}; // Q7

  private final int band;
  private final NoiseFloor low;
  private final Gaussian[] noise = new Gaussian[GAUSSIANS];
  private final Gaussian[] speech = new Gaussian[GAUSSIANS];
  private final int[] noiseShares = new int[GAUSSIANS]; // Q14
  private final int[] speechShares = new int[GAUSSIANS]; // Q14

  /// @param at where its [#MEMORY] begins
  /// @param leaving where the [NoiseFloor#LEAVING] of its low energy begins
  BandModel(int band, int at, int leaving) {
    this.band = band;
    int place = at;
    for (int k = 0; k < GAUSSIANS; k++) {
      noise[k] = new Gaussian(NOISE_WEIGHTS[k][band], place);
      speech[k] = new Gaussian(SPEECH_WEIGHTS[k][band], place + Gaussian.MEMORY);
      place += 2 * Gaussian.MEMORY;
    }
    low = new NoiseFloor(place, leaving);
  }

  /// Writes the initial state of a line.
  void begin(short[] memory) {
    for (int k = 0; k < GAUSSIANS; k++) {
      noise[k].begin(memory, NOISE_MEANS[k][band], NOISE_SPREADS[k][band]);
      speech[k].begin(memory, SPEECH_MEANS[k][band], SPEECH_SPREADS[k][band]);
    }
    low.begin(memory);
  }

  /// How many bits likelier this energy, Q4, is as speech than as noise.
  int likelihoodRatio(short[] memory, int energy) {
    int firstNoise = noise[0].likelihood(memory, energy);
    int asNoise = firstNoise + noise[1].likelihood(memory, energy);
    int firstSpeech = speech[0].likelihood(memory, energy);
    int asSpeech = firstSpeech + speech[1].likelihood(memory, energy);
    share(noiseShares, firstNoise, asNoise, ALL);
    share(speechShares, firstSpeech, asSpeech, 0);
    return leadingZeros(asNoise) - leadingZeros(asSpeech);
  }

  /// Learns from a frame that has been classified.
  ///
  /// @param frames how many frames were classified before
  void learn(short[] memory, int energy, boolean voice, int frames) {
    int lowest = low.add(memory, energy, frames);
    int noiseMean = (short) (weightedMean(memory, noise) >> 6); // Q8
    int correction = (((short) ((lowest << 4) - noiseMean)) * CORRECTION_RATE) >> 9;
    for (int k = 0; k < GAUSSIANS; k++) {
      int meanBefore = noise[k].mean(memory);
      int mean = voice ? meanBefore : learntNoiseMean(k, meanBefore);
      correctNoise(memory, k, mean, (short) correction);
      if (voice) {
        learnSpeech(memory, k, energy);
      } else {
        learnNoiseSpread(memory, k, energy, meanBefore);
      }
    }
    keepApart(memory);
    keepBelow(memory, speech, HIGHEST_SPEECH[band]);
    keepBelow(memory, noise, HIGHEST_NOISE[band]);
  }

  private int learntNoiseMean(int k, int mean) {
    int step = (short) ((noiseShares[k] * noise[k].slope()) >> 11); // Q14
    return (short) (mean + (short) ((step * NOISE_RATE) >> 22));
  }

  private void correctNoise(short[] memory, int k, int mean, int correction) {
    noise[k].moveTo(
        memory, Math.clamp((short) (mean + correction), (k + 5) << 7, (72 + k - band) << 7));
  }

  private void learnSpeech(short[] memory, int k, int energy) {
    Gaussian learner = speech[k];
    int meanBefore = learner.mean(memory);
    int step = (short) ((speechShares[k] * learner.slope()) >> 11); // Q14
    int move = ((short) ((step * SPEECH_RATE) >> 21) + 1) >> 1;
    int mean = (short) (meanBefore + move);
    learner.moveTo(memory, Math.clamp(mean, LOWEST_SPEECH_MEAN[k], HIGHEST_SPEECH_MEAN[band]));

    int distance = (short) (energy - ((meanBefore + 4) >> 3)); // Q4
    int excess = ((learner.slope() * distance) >> 3) - 4096; // Q12
    int weighted = ((speechShares[k] >> 2) * excess) >> 4; // Q20
    int change = quotient(weighted, (short) (learner.spread(memory) * 10));
    learner.spreadTo(memory, learner.spread(memory) + ((short) (change + 128) >> 8));
  }

  private void learnNoiseSpread(short[] memory, int k, int energy, int meanBefore) {
    Gaussian learner = noise[k];
    int distance = (short) (energy - (meanBefore >> 3)); // Q4
    int excess = ((learner.slope() * distance) >> 3) - 4096; // Q12
    int weighted = (((noiseShares[k] + 2) >> 2) * excess) >> 14; // Q20
    int change = quotient(weighted, learner.spread(memory));
    learner.spreadTo(memory, learner.spread(memory) + ((short) (change + 32) >> 6));
  }

  /// Moves the mixtures apart when they have come too close: speech by four fifths of what is
  /// missing, noise by one.
  private void keepApart(short[] memory) {
    int difference =
        (short)
            ((short) (weightedMean(memory, speech) >> 9)
                - (short) (weightedMean(memory, noise) >> 9));
    if (difference < LEAST_DIFFERENCE[band]) {
      int missing = (short) (LEAST_DIFFERENCE[band] - difference);
      move(memory, speech, (short) ((13 * missing) >> 2));
      move(memory, noise, -(short) ((3 * missing) >> 2));
    }
  }

  private static void keepBelow(short[] memory, Gaussian[] mixture, int highest) {
    int mean = (short) (weightedMean(memory, mixture) >> 7);
    if (mean > highest) {
      move(memory, mixture, highest - mean);
    }
  }

  private static void move(short[] memory, Gaussian[] mixture, int by) {
    for (Gaussian gaussian : mixture) {
      gaussian.moveTo(memory, gaussian.mean(memory) + by);
    }
  }

  private static int weightedMean(short[] memory, Gaussian[] mixture) {
    return mixture[0].weightedMean(memory) + mixture[1].weightedMean(memory);
  }

  /// What part of a likelihood each of the two Gaussians has.
  ///
  /// @param ofFirst the part of the first one when the whole is too little to tell
  private static void share(int[] shares, int first, int whole, int ofFirst) {
    int total = (short) (whole >> 12); // Q15
    if (total > 0) {
      shares[0] = (short) (((first & 0xFFFFF000) << 2) / total);
      shares[1] = (short) (ALL - shares[0]);
    } else {
      shares[0] = ofFirst;
      shares[1] = 0;
    }
  }

  private static int quotient(int dividend, int divisor) {
    int size = Math.abs(dividend);
    short quotient = (short) (divisor == 0 ? Integer.MAX_VALUE : size / divisor);
    return dividend > 0 ? quotient : (short) -quotient;
  }

  private static int leadingZeros(int likelihood) {
    if (likelihood == 0) {
      return 31;
    }
    return Integer.numberOfLeadingZeros(likelihood < 0 ? ~likelihood : likelihood) - 1;
  }
}
