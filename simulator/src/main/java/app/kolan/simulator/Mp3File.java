package app.kolan.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// MP3 files at the level of frame headers: measures a file's length, and writes a silent file.
///
/// Source: ISO/IEC 11172-3 and 13818-3, layer III; the frame header.
final class Mp3File {
  private static final int[] MPEG1_KILOBITS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] MPEG2_KILOBITS = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MPEG1_RATES = {44_100, 48_000, 32_000};

  /// MPEG 2.5, layer III, 8 kHz, 32 kbit/s, mono: 288 bytes for 72 ms, as Twilio's own files.
  private static final byte[] SILENT_HEADER = {(byte) 0xFF, (byte) 0xE3, 0x48, (byte) 0xC4};

  private static final int SILENT_FRAME = 288;
  private static final int SILENT_MILLIS = 72;

  private Mp3File() {}

  /// The duration of a file; zero when it has no frame.
  static Duration length(byte[] file) {
    double seconds = 0;
    int at = afterTag(file);
    while (at + 4 <= file.length) {
      Frame frame = frame(file, at);
      if (frame == null) {
        at++;
      } else {
        seconds += frame.seconds();
        at += frame.bytes();
      }
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /// A file of silence, about this long.
  static byte[] silent(Duration length) {
    var file = new ByteArrayOutputStream();
    for (long millis = 0; millis < length.toMillis(); millis += SILENT_MILLIS) {
      file.writeBytes(SILENT_HEADER);
      file.writeBytes(new byte[SILENT_FRAME - SILENT_HEADER.length]);
    }
    return file.toByteArray();
  }

  private record Frame(int bytes, double seconds) {}

  private static @Nullable Frame frame(byte[] file, int at) {
    int header =
        (file[at] & 0xFF) << 24
            | (file[at + 1] & 0xFF) << 16
            | (file[at + 2] & 0xFF) << 8
            | file[at + 3] & 0xFF;
    int version = header >> 19 & 3;
    int layer = header >> 17 & 3;
    int bitrateIndex = header >> 12 & 15;
    int rateIndex = header >> 10 & 3;
    boolean synchronous = header >>> 21 == 0x7FF;
    if (!synchronous || version == 1 || layer != 1 || rateIndex == 3) {
      return null;
    }
    if (bitrateIndex == 0 || bitrateIndex == 15) {
      return null;
    }
    boolean mpeg1 = version == 3;
    int kilobits = (mpeg1 ? MPEG1_KILOBITS : MPEG2_KILOBITS)[bitrateIndex];
    int rate = MPEG1_RATES[rateIndex] / (mpeg1 ? 1 : version == 2 ? 2 : 4);
    int samples = mpeg1 ? 1152 : 576;
    int padding = header >> 9 & 1;
    return new Frame(samples / 8 * kilobits * 1000 / rate + padding, (double) samples / rate);
  }

  /// The position after an ID3v2 tag, whose length is in four bytes of seven bits.
  private static int afterTag(byte[] file) {
    if (file.length < 10 || file[0] != 'I' || file[1] != 'D' || file[2] != '3') {
      return 0;
    }
    return 10 + (file[6] << 21 | file[7] << 14 | file[8] << 7 | file[9]);
  }
}
