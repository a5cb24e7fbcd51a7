package app.kolan.server.session;

/// No speech-to-text provider is left.
public final class NoSpeechToText extends Exception {
  private static final long serialVersionUID = 1L;

  NoSpeechToText() {
    super("no STT provider is left", null, false, false);
  }
}
