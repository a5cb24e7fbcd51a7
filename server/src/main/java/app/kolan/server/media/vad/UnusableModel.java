package app.kolan.server.media.vad;

/// A model by which no call can be heard; the message says why, and what helps.
public final class UnusableModel extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableModel(String message) {
    super(message);
  }
}
