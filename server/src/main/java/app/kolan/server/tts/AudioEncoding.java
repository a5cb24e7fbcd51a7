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
    /// 16 bits, signed, the lower byte first.
    LINEAR(2);

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
