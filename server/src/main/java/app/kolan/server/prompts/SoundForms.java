package app.kolan.server.prompts;

/// A sound in both forms: for the stream, and for `<Play>`. Nobody changes the arrays.
public final class SoundForms {
  private final byte[] mulaw;
  private final byte[] mp3;

  public SoundForms(byte[] mulaw, byte[] mp3) {
    this.mulaw = mulaw.clone();
    this.mp3 = mp3.clone();
  }

  /// Telephone audio without a header, in whole frames.
  public byte[] mulaw() {
    return mulaw.clone();
  }

  public byte[] mp3() {
    return mp3.clone();
  }

  /// Whether it is the one of a hash.
  boolean is(String hash) {
    return mulaw.length > 0 && ContentHash.of(mp3).equals(hash);
  }
}
