package app.kolan.twilio.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Telephone audio: G.711 mu-law, 8,000 samples a second, mono, one byte a sample, no header. It is
/// what travels in a `media` message.
///
/// Immutable and thread-safe.
public final class Mulaw {
  /// Samples, and so bytes, in one second.
  public static final int RATE = 8000;

  /// Samples in the 20 ms frame that Twilio sends.
  public static final int FRAME = 160;

  /// The length of one frame.
  public static final Duration FRAME_LENGTH = Duration.ofMillis(20);

  /// No audio at all.
  public static final Mulaw EMPTY = new Mulaw(new byte[0]);

  /// One frame of silence.
  public static final Mulaw SILENT_FRAME = silence(FRAME_LENGTH);

  private static final int SAMPLES_PER_MILLISECOND = RATE / 1000;

  private final byte[] codes;

  private Mulaw(byte[] codes) {
    this.codes = codes;
  }

  /// The audio of these codes, which are copied.
  public static Mulaw of(byte[] codes) {
    return codes.length == 0 ? EMPTY : new Mulaw(codes.clone());
  }

  /// The audio in a base64 text.
  ///
  /// @throws IllegalArgumentException when the text is not base64
  public static Mulaw ofBase64(String text) {
    return new Mulaw(Base64.getDecoder().decode(text));
  }

  /// The audio in the base64 text between two places.
  ///
  /// @throws IllegalArgumentException when the text is not base64
  public static Mulaw ofBase64(byte[] text, int from, int to) {
    ByteBuffer codes = Base64.getDecoder().decode(ByteBuffer.wrap(text, from, to - from));
    byte[] all = codes.array();
    return new Mulaw(codes.limit() == all.length ? all : Arrays.copyOf(all, codes.limit()));
  }

  /// Silence of this length, to the millisecond.
  public static Mulaw silence(Duration length) {
    var codes = new byte[Math.toIntExact(length.toMillis() * SAMPLES_PER_MILLISECOND)];
    Arrays.fill(codes, G711.SILENCE);
    return new Mulaw(codes);
  }

  /// All parts, one after the other.
  public static Mulaw join(List<Mulaw> parts) {
    var joined = new ByteArrayOutputStream();
    for (Mulaw part : parts) {
      joined.write(part.codes, 0, part.codes.length);
    }
    return new Mulaw(joined.toByteArray());
  }

  /// How many samples there are.
  public int length() {
    return codes.length;
  }

  public boolean isEmpty() {
    return codes.length == 0;
  }

  /// How long it plays, to the millisecond.
  public Duration duration() {
    return Duration.ofMillis(codes.length / SAMPLES_PER_MILLISECOND);
  }

  /// The code at a place.
  public byte at(int index) {
    return codes[index];
  }

  /// The linear sample at a place.
  public short sampleAt(int index) {
    return G711.decode(codes[index]);
  }

  /// The part from one sample up to another, which are cut to what there is.
  public Mulaw slice(int from, int to) {
    int start = Math.clamp(from, 0, codes.length);
    int end = Math.clamp(to, start, codes.length);
    return new Mulaw(Arrays.copyOfRange(codes, start, end));
  }

  /// The same audio, with silence after it up to a whole number of 20 ms frames.
  public Mulaw paddedToFrames() {
    int rest = codes.length % FRAME;
    if (rest == 0) {
      return this;
    }
    var padded = Arrays.copyOf(codes, codes.length + FRAME - rest);
    Arrays.fill(padded, codes.length, padded.length, G711.SILENCE);
    return new Mulaw(padded);
  }

  /// A copy of the codes.
  public byte[] bytes() {
    return codes.clone();
  }

  /// Copies the codes to a place in an array that has room for them.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(codes, 0, target, at, codes.length);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(codes);
  }

  public Pcm toPcm() {
    var samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = G711.decode(codes[i]);
    }
    return Pcm.owning(samples, RATE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mulaw that && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes);
  }

  @Override
  public String toString() {
    return "Mulaw[" + duration().toMillis() + " ms]";
  }
}
