package app.kolan.doctor.local;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long an MP3 file plays, found by walking through its frames.
///
/// Source: ISO/IEC 11172-3, 2.4.1.3, and 13818-3 for the lower sampling rates.
final class Mp3Length {
  private static final int[] KILOBITS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KILOBITS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int TAG_AT_END = 128;

  private Mp3Length() {}

  /// The length; empty when the file contains anything but frames and tags.
  static Optional<Duration> of(byte[] file) {
    int at = afterTag(file);
    long nanos = 0;
    while (at + 4 <= file.length) {
      if (isTagAtEnd(file, at)) {
        break;
      }
      Frame frame = frame(file, at);
      if (frame == null) {
        return Optional.empty();
      }
      nanos += frame.nanos;
      at += frame.bytes;
    }
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  private record Frame(int bytes, long nanos) {}

  private static @Nullable Frame frame(byte[] file, int at) {
    int second = file[at + 1] & 0xFF;
    int third = file[at + 2] & 0xFF;
    boolean sync = (file[at] & 0xFF) == 0xFF && (second & 0xE0) == 0xE0;
    int version = second >> 3 & 3;
    int layer = second >> 1 & 3;
    int bitrate = third >> 4;
    int rate = third >> 2 & 3;
    if (!sync || version == 1 || layer != 1 || bitrate == 0 || bitrate == 15 || rate == 3) {
      return null;
    }
    boolean first = version == 3;
    int hertz = RATES[rate] / (first ? 1 : version == 2 ? 2 : 4);
    int samples = first ? 1152 : 576;
    int bits = (first ? KILOBITS_1 : KILOBITS_2)[bitrate] * 1000;
    int padding = third >> 1 & 1;
    return new Frame(samples / 8 * bits / hertz + padding, samples * 1_000_000_000L / hertz);
  }

  /// An ID3v2 tag states its length in four times seven bits.
  private static int afterTag(byte[] file) {
    boolean tag = file.length > 10 && file[0] == 'I' && file[1] == 'D' && file[2] == '3';
    return tag ? 10 + (file[6] << 21 | file[7] << 14 | file[8] << 7 | file[9]) : 0;
  }

  private static boolean isTagAtEnd(byte[] file, int at) {
    return file.length - at == TAG_AT_END
        && file[at] == 'T'
        && file[at + 1] == 'A'
        && file[at + 2] == 'G';
  }
}
