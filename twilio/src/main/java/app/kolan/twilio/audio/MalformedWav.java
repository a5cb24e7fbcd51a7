package app.kolan.twilio.audio;

/// A file that is not a WAV that Kolan can read; the message says what is wrong with it.
public final class MalformedWav extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedWav(String message) {
    super(message);
  }
}
