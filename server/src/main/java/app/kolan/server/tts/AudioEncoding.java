package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;

/// The encoding of a stream's samples.
///
/// @param coding the format of a sample
/// @param channels the number of samples per frame
/// @param rate frames a second
record AudioEncoding(Coding coding, int channels, int rate) {
  /// Telephone audio.
  static final AudioEncoding PHONE = new AudioEncoding(Coding.MULAW, 1, Mulaw.RATE);

  /// What OpenAI's speech endpoint calls `pcm`.
  static final AudioEncoding PCM_24K = new AudioEncoding(Coding.LINEAR, 1, 24_000);

  enum Coding {
    /// 8 bits, G.711.
    MULAW(1),
    /// 8 bits, G.711.
    ALAW(1),
    /// 8 bits, unsigned.
    BYTE(1),
    /// 16 bits, signed, the lower byte first, as are all that follow.
    LINEAR(2),
    /// 24 bits, signed.
    LINEAR_24(3),
    /// 32 bits, signed.
    LINEAR_32(4),
    /// 32 bits, from -1 to 1.
    FLOAT(4),
    /// 64 bits, from -1 to 1.
    DOUBLE(8);

    private final int bytes;

    Coding(int bytes) {
      this.bytes = bytes;
    }
  }

  /// The number of bytes per frame.
  int frame() {
    return coding.bytes * channels;
  }
}
