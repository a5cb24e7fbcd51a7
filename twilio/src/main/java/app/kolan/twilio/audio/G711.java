package app.kolan.twilio.audio;

/// G.711 mu-law companding: 14 bits of loudness in 8, by table both ways.
///
/// Decoding and encoding again is the identity, except for `0x7F` (minus zero), which comes back as
/// `0xFF`. Samples beyond the largest code are clipped, never wrapped.
///
/// Source: ITU-T Recommendation G.711.
public final class G711 {
  /// The code of silence (plus zero).
  public static final byte SILENCE = (byte) 0xFF;

  private static final int BIAS = 132;
  private static final int LOUDEST = 32635;
  private static final short[] LINEAR = decodingTable();
  private static final byte[] CODE = encodingTable();

  private G711() {}

  /// The 16-bit linear sample of a mu-law code.
  public static short decode(byte code) {
    return LINEAR[code & 0xFF];
  }

  /// The mu-law code of a 16-bit linear sample: the nearest one, except that the few samples
  /// between two segments go to the louder, as the Recommendation's decision values have it.
  public static byte encode(short sample) {
    return CODE[sample & 0xFFFF];
  }

  private static short[] decodingTable() {
    var table = new short[256];
    for (int code = 0; code < 256; code++) {
      int inverted = ~code & 0xFF;
      int magnitude = (((inverted & 0x0F) * 8 + BIAS) << ((inverted >> 4) & 0x07)) - BIAS;
      table[code] = (short) ((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }
    return table;
  }

  private static byte[] encodingTable() {
    var table = new byte[65536];
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      int magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
      int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
      int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
      int sign = sample < 0 ? 0x80 : 0;
      table[sample & 0xFFFF] = (byte) ~(sign | (exponent << 4) | mantissa);
    }
    return table;
  }
}
