package app.kolan.twilio.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/// The WAV file format, as far as telephony uses it: 16-bit linear and G.711 mu-law.
///
/// Source: Microsoft's "Multiple Channel Audio Data and WAVE Files"; RFC 2361 for the format codes.
public final class Wav {
  private static final int LINEAR = 1;
  private static final int MULAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int HEADER = 44;

  private Wav() {}

  /// A mono file of 16-bit linear samples.
  public static byte[] of(Pcm audio) {
    var file = header(LINEAR, 1, audio.rate(), 2, audio.length() * 2);
    for (int i = 0; i < audio.length(); i++) {
      file.putShort(audio.at(i));
    }
    return file.array();
  }

  /// A mono file of mu-law telephone audio.
  public static byte[] of(Mulaw audio) {
    var file = header(MULAW, 1, Mulaw.RATE, 1, audio.length());
    file.put(audio.bytes());
    return file.array();
  }

  /// A stereo file of 16-bit samples; the shorter side is filled up with silence.
  public static byte[] stereo(Pcm left, Pcm right) {
    if (left.rate() != right.rate()) {
      throw new IllegalArgumentException("both sides of a stereo file have one rate");
    }
    int length = Math.max(left.length(), right.length());
    var file = header(LINEAR, 2, left.rate(), 2, length * 4);
    for (int i = 0; i < length; i++) {
      file.putShort(i < left.length() ? left.at(i) : 0);
      file.putShort(i < right.length() ? right.at(i) : 0);
    }
    return file.array();
  }

  /// The sound of a WAV file, its channels mixed into one.
  ///
  /// Lenient towards headers that promise more data than there is, as programs write them that did
  /// not know the length in advance.
  public static Pcm read(byte[] file) throws MalformedWav {
    Data data = Data.find(file, file.length);
    return data.format.mixDown(Arrays.copyOfRange(file, data.start, (int) data.end));
  }

  /// How long the sound of a WAV file is, by its beginning, with the leniency of [#read].
  ///
  /// @param beginning as much of the file as has its headers
  /// @param length of the whole file, in bytes
  public static Duration duration(byte[] beginning, long length) throws MalformedWav {
    Data data = Data.find(beginning, length);
    long frames = (data.end - data.start) / (data.format.bits / 8L * data.format.channels);
    return Duration.ofNanos(frames * 1_000_000_000L / data.format.rate);
  }

  /// Where the sound of a WAV file lies, for reading it in parts, with the leniency of [#read].
  ///
  /// @param beginning as much of the file as has its headers
  /// @param length of the whole file, in bytes
  public static Layout layout(byte[] beginning, long length) throws MalformedWav {
    return new Layout(Data.find(beginning, length));
  }

  /// Where the sound of a file lies. A frame is one sample of each channel.
  public static final class Layout {
    private final Data data;

    private Layout(Data data) {
      this.data = data;
    }

    /// Frames a second.
    public int rate() {
      return data.format.rate;
    }

    /// How many there are.
    public long frames() {
      return (data.end - data.start) / frameBytes();
    }

    /// How many bytes each has.
    public int frameBytes() {
      return data.format.bits / 8 * data.format.channels;
    }

    /// Where a frame begins in the file, in bytes.
    public long position(long frame) {
      return data.start + frame * frameBytes();
    }

    /// The sound of whole frames, the channels mixed into one.
    public Pcm decode(byte[] frames) {
      return data.format.mixDown(frames);
    }
  }

  /// The header of a stereo file of 16-bit samples, for one that is written in parts.
  ///
  /// @param frames how many samples each side has; at most what four bytes can tell the size of
  public static byte[] stereoHeader(int rate, long frames) {
    if (frames < 0 || frames * 4 > 0xFFFFFFFFL - HEADER) {
      throw new IllegalArgumentException("a WAV file has no %d frames".formatted(frames));
    }
    ByteBuffer header = header(LINEAR, 2, rate, 2, 0);
    header.putInt(4, (int) (HEADER - 8 + frames * 4)).putInt(HEADER - 4, (int) (frames * 4));
    return header.array();
  }

  /// Where the sound is.
  private record Data(Format format, int start, long end) {
    static Data find(byte[] beginning, long length) throws MalformedWav {
      var bytes = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN);
      if (beginning.length < 12 || !tag(bytes, 0).equals("RIFF") || !tag(bytes, 8).equals("WAVE")) {
        throw new MalformedWav("this is not a WAV file: it does not begin with RIFF … WAVE");
      }
      Format format = null;
      int at = 12;
      while (at + 8 <= beginning.length) {
        String name = tag(bytes, at);
        long size = bytes.getInt(at + 4) & 0xFFFFFFFFL;
        int start = at + 8;
        if (name.equals("fmt ")) {
          format = Format.read(bytes, start, (int) Math.min(beginning.length, start + size));
        } else if (name.equals("data")) {
          if (format == null) {
            throw new MalformedWav("the WAV file has its data before its format");
          }
          return new Data(format, start, Math.min(length, start + size));
        }
        long next = start + size + (size & 1);
        if (next > beginning.length) {
          break;
        }
        at = (int) next;
      }
      throw new MalformedWav("the WAV file holds no audio data");
    }
  }

  private record Format(int code, int channels, int rate, int bits) {
    static Format read(ByteBuffer bytes, int start, int end) throws MalformedWav {
      if (end - start < 16) {
        throw new MalformedWav("the WAV file's format chunk is cut off");
      }
      int code = bytes.getShort(start) & 0xFFFF;
      if (code == EXTENSIBLE && end - start >= 26) {
        code = bytes.getShort(start + 24) & 0xFFFF;
      }
      int channels = bytes.getShort(start + 2) & 0xFFFF;
      int rate = bytes.getInt(start + 4);
      int bits = bytes.getShort(start + 14) & 0xFFFF;
      boolean readable = code == LINEAR && bits == 16 || code == MULAW && bits == 8;
      if (!readable) {
        throw new MalformedWav(
            "the WAV file has format %d with %d bits; 16-bit linear or 8-bit mu-law is needed"
                .formatted(code, bits));
      }
      if (channels < 1 || channels > 8 || rate < 1000 || rate > 384_000) {
        throw new MalformedWav(
            "the WAV file states %d channels at %d Hz".formatted(channels, rate));
      }
      return new Format(code, channels, rate, bits);
    }

    Pcm mixDown(byte[] data) {
      var bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      int bytesPerSample = bits / 8;
      int length = data.length / (bytesPerSample * channels);
      var samples = new short[length];
      for (int i = 0; i < length; i++) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          int at = (i * channels + channel) * bytesPerSample;
          sum += code == MULAW ? G711.decode(bytes.get(at)) : bytes.getShort(at);
        }
        samples[i] = (short) (sum / channels);
      }
      return Pcm.owning(samples, rate);
    }
  }

  private static String tag(ByteBuffer bytes, int at) {
    var name = new char[4];
    for (int i = 0; i < 4; i++) {
      name[i] = (char) (bytes.get(at + i) & 0xFF);
    }
    return new String(name);
  }

  private static ByteBuffer header(
      int format, int channels, int rate, int bytesPerSample, int dataLength) {
    int padded = dataLength + dataLength % 2;
    var file = ByteBuffer.allocate(HEADER + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + padded).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) format).putShort((short) channels);
    file.putInt(rate).putInt(rate * channels * bytesPerSample);
    file.putShort((short) (channels * bytesPerSample)).putShort((short) (8 * bytesPerSample));
    file.put(ascii("data")).putInt(dataLength);
    return file;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
