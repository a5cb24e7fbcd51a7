package app.kolan.server.tts;

import app.kolan.server.tts.AudioEncoding.Coding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The header of a WAV file that is still arriving, up to its first sample.
///
/// @param form the encoding of its samples; null when it is not supported
/// @param start the index of the first sample's first byte
/// @param length the number of bytes of samples; [Long#MAX_VALUE] when the sender did not know
record WavHeader(@Nullable AudioEncoding form, int start, long length) {
  private static final int LINEAR = 1;
  private static final int FLOAT = 3;
  private static final int ALAW = 6;
  private static final int MULAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;

  /// Programs that do not know the length write 0 or a value about this large.
  private static final long UNKNOWN = 0x7F000000L;

  /// Whether these are the first bytes of a WAV file.
  static boolean begins(byte[] bytes) {
    return bytes.length >= 12 && tag(bytes, 0).equals("RIFF") && tag(bytes, 8).equals("WAVE");
  }

  /// The header of a WAV file, or null as long as more bytes are needed.
  static @Nullable WavHeader read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    AudioEncoding form = null;
    long at = 12;
    while (at + 8 <= bytes.length) {
      int chunk = (int) at;
      long size = file.getInt(chunk + 4) & 0xFFFFFFFFL;
      if (tag(bytes, chunk).equals("data")) {
        boolean known = size > 0 && size < UNKNOWN;
        return new WavHeader(form, chunk + 8, known ? size : Long.MAX_VALUE);
      }
      long next = at + 8 + size + (size & 1);
      if (tag(bytes, chunk).equals("fmt ") && next <= bytes.length && size >= 16) {
        form = form(file, chunk + 8, size);
      }
      at = next;
    }
    return null;
  }

  private static @Nullable AudioEncoding form(ByteBuffer file, int at, long size) {
    int code = file.getShort(at) & 0xFFFF;
    if (code == EXTENSIBLE && size >= 26) {
      code = file.getShort(at + 24) & 0xFFFF;
    }
    int channels = file.getShort(at + 2) & 0xFFFF;
    int rate = file.getInt(at + 4);
    int bits = file.getShort(at + 14) & 0xFFFF;
    Coding coding = coding(code, bits);
    boolean usable = channels >= 1 && channels <= 8 && rate >= 4000 && rate <= 192_000;
    return coding != null && usable ? new AudioEncoding(coding, channels, rate) : null;
  }

  private static @Nullable Coding coding(int code, int bits) {
    return switch (code * 100 + bits) {
      case LINEAR * 100 + 8 -> Coding.BYTE;
      case LINEAR * 100 + 16 -> Coding.LINEAR;
      case LINEAR * 100 + 24 -> Coding.LINEAR_24;
      case LINEAR * 100 + 32 -> Coding.LINEAR_32;
      case FLOAT * 100 + 32 -> Coding.FLOAT;
      case FLOAT * 100 + 64 -> Coding.DOUBLE;
      case ALAW * 100 + 8 -> Coding.ALAW;
      case MULAW * 100 + 8 -> Coding.MULAW;
      default -> null;
    };
  }

  private static String tag(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}
