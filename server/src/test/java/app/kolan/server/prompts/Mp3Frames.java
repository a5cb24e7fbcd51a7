package app.kolan.server.prompts;

import java.time.Duration;

/// The frames of an MP3 file, found by walking from header to header.
///
/// @param count how many there are
/// @param rate samples a second
/// @param kilobits a second
/// @param channels 1 or 2
record Mp3Frames(int count, int rate, int kilobits, int channels) {
  private static final int[] KILOBITS_OF_MPEG_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATE_OF_MPEG_2 = {22_050, 24_000, 16_000};
  private static final int SAMPLES_OF_MPEG_2 = 576;

  /// Walks an MPEG-2 layer III file that is frames from its first byte to its last.
  ///
  /// @throws AssertionError when it is anything else
  static Mp3Frames walk(byte[] file) {
    int count = 0;
    int rate = 0;
    int kilobits = 0;
    int channels = 0;
    int at = 0;
    while (at < file.length) {
      int header = header(file, at);
      if (header >>> 21 != 0x7FF || (header >>> 17 & 0xF) != 0b1001) {
        throw new AssertionError("no MPEG-2 layer III frame at byte " + at);
      }
      kilobits = KILOBITS_OF_MPEG_2[header >>> 12 & 0xF];
      rate = RATE_OF_MPEG_2[header >>> 10 & 0x3];
      channels = (header >>> 6 & 0x3) == 0b11 ? 1 : 2;
      int padding = header >>> 9 & 1;
      at += SAMPLES_OF_MPEG_2 / 8 * kilobits * 1000 / rate + padding;
      count++;
    }
    if (at != file.length) {
      throw new AssertionError("the last frame is cut off");
    }
    return new Mp3Frames(count, rate, kilobits, channels);
  }

  Duration duration() {
    return Duration.ofNanos(count * (long) SAMPLES_OF_MPEG_2 * 1_000_000_000L / rate);
  }

  private static int header(byte[] file, int at) {
    if (at + 4 > file.length) {
      throw new AssertionError("a header is cut off at byte " + at);
    }
    int header = 0;
    for (int i = 0; i < 4; i++) {
      header = header << 8 | file[at + i] & 0xFF;
    }
    return header;
  }
}
