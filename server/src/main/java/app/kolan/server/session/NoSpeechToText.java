package app.kolan.server.session;

/// There is no recogniser left that could tell what the caller says.
public final class NoSpeechToText extends Exception {
  private static final long serialVersionUID = 1L;

  NoSpeechToText() {
    super("no recogniser is left", null, false, false);
  }
}
