/*
 * Ported from the voice activity detector of WebRTC, in the form of libfvad.
 *
 * Copyright (c) 2011, The WebRTC project authors. All rights reserved.
 * Copyright (c) 2016 Daniel Pirch.
 *
 * The licence, of the BSD kind, stands in NOTICE.
 */
package app.kolan.server.media.vad;

/// How sure WebRTC's detector wants to be before it calls a frame of 20 ms speech.
///
/// @param local the least likelihood of speech in one band, in quarters of a bit
/// @param global the least likelihood in all bands together, weighted
/// @param shortTail frames that still count after a few frames of speech
/// @param longTail frames that still count after more than six
record Aggressiveness(int local, int global, int shortTail, int longTail) {
  static final Aggressiveness QUALITY = new Aggressiveness(21, 48, 4, 7);
  static final Aggressiveness LOW_BITRATE = new Aggressiveness(32, 80, 4, 7);
  static final Aggressiveness AGGRESSIVE = new Aggressiveness(78, 260, 3, 5);
  static final Aggressiveness VERY_AGGRESSIVE = new Aggressiveness(94, 1050, 3, 5);
}
