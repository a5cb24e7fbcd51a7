package app.kolan.doctor.remote;

import app.kolan.twilio.audio.MalformedWav;
import app.kolan.twilio.audio.Wav;
import java.time.Duration;

/// The format of an audio file, and its duration.
///
/// @param kind `MP3`, `WAV`, or empty when it is neither
record SoundFile(String kind, Duration length) {
  private static final int[] MPEG1_KILOBITS = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] MPEG2_KILOBITS = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MPEG1_RATES = {44_100, 48_000, 32_000};
  private static final int FEWEST_FRAMES = 3;
  private static final SoundFile NONE = new SoundFile("", Duration.ZERO);

  static SoundFile of(byte[] file) {
    try {
      return new SoundFile("WAV", Wav.read(file).duration());
    } catch (MalformedWav e) {
      return mp3(file);
    }
  }

  boolean isPlayable() {
    return !kind.isEmpty() && !length.isZero();
  }

  /// Follows the frames from one to the next.
  ///
  /// Source: ISO/IEC 11172-3 and 13818-3, layer III; the frame header.
  private static SoundFile mp3(byte[] file) {
    double seconds = 0;
    int frames = 0;
    int at = afterTag(file);
    while (at + 4 <= file.length) {
      int header =
          (file[at] & 0xFF) << 24
              | (file[at + 1] & 0xFF) << 16
              | (file[at + 2] & 0xFF) << 8
              | file[at + 3] & 0xFF;
      int version = header >> 19 & 3;
      int bitrate = header >> 12 & 15;
      int rateIndex = header >> 10 & 3;
      boolean frame =
          header >>> 21 == 0x7FF
              && version != 1
              && (header >> 17 & 3) == 1
              && rateIndex != 3
              && bitrate != 0
              && bitrate != 15;
      if (!frame) {
        if (frames > 0) {
          break;
        }
        at++;
        continue;
      }
      boolean first = version == 3;
      int kilobits = (first ? MPEG1_KILOBITS : MPEG2_KILOBITS)[bitrate];
      int rate = MPEG1_RATES[rateIndex] / (first ? 1 : version == 2 ? 2 : 4);
      int samples = first ? 1152 : 576;
      at += samples / 8 * kilobits * 1000 / rate + (header >> 9 & 1);
      seconds += (double) samples / rate;
      frames++;
    }
    return frames < FEWEST_FRAMES
        ? NONE
        : new SoundFile("MP3", Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static int afterTag(byte[] file) {
    if (file.length < 10 || file[0] != 'I' || file[1] != 'D' || file[2] != '3') {
      return 0;
    }
    return 10
        + ((file[6] & 0x7F) << 21
            | (file[7] & 0x7F) << 14
            | (file[8] & 0x7F) << 7
            | file[9] & 0x7F);
  }
}
