package app.kolan.server.media.vad;

/// A model file that cannot be used for calls; the message says why, and what helps.
public final class UnusableModel extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableModel(String message) {
    super(message);
  }
}
