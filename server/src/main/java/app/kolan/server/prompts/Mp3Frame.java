package app.kolan.server.prompts;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A frame of MPEG audio layer III, as its header tells it.
///
/// Source: ISO/IEC 11172-3, section 2.4.1.3, and ISO/IEC 13818-3; the MPEG-2.5 extension by
/// Fraunhofer IIS for the lower sample rates.
///
/// @param version 1, 2, or 25 for MPEG-2.5
/// @param bytes the frame's length with its header
/// @param samples of each channel
record Mp3Frame(
    int version, int rate, boolean mono, boolean protectedByCrc, int bytes, int samples) {
  static final int HEADER = 4;

  private static final int LAYER_III = 1;
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int[] KILOBITS_OF_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KILOBITS_OF_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };

  /// The frame that begins here; empty when none does, or its length is not told, as with the free
  /// format.
  static Optional<Mp3Frame> at(ByteBuffer file, int at) {
    if (at < 0 || at + HEADER > file.limit()) {
      return Optional.empty();
    }
    int header = file.getInt(at);
    int bitrate = header >>> 12 & 0xF;
    int rate = header >>> 10 & 3;
    int version = header >>> 19 & 3;
    boolean isFrame =
        header >>> 21 == 0x7FF
            && (header >>> 17 & 3) == LAYER_III
            && version != 1
            && bitrate != 0
            && bitrate != 15
            && rate != 3
            && (header & 3) != 2;
    if (!isFrame) {
      return Optional.empty();
    }
    boolean first = version == 3;
    int hertz = RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
    int kilobits = (first ? KILOBITS_OF_1 : KILOBITS_OF_2)[bitrate];
    int samples = first ? 1152 : 576;
    int padding = header >>> 9 & 1;
    return Optional.of(
        new Mp3Frame(
            first ? 1 : version == 2 ? 2 : 25,
            hertz,
            (header >>> 6 & 3) == 3,
            (header >>> 16 & 1) == 0,
            samples / 8 * kilobits * 1000 / hertz + padding,
            samples));
  }

  /// Whether two frames can be of one sound.
  boolean belongsTo(Mp3Frame other) {
    return version == other.version && rate == other.rate && mono == other.mono;
  }

  /// Where the frame's own data begin, counted from the frame: behind the header and the side
  /// information.
  int mainData() {
    int side = version == 1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    return HEADER + (protectedByCrc ? 2 : 0) + side;
  }
}
