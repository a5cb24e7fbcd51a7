package app.kolan.server.calltrace;

/// A file that is no tape; the message says why, in words.
public final class UnreadableTape extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableTape(String message) {
    super(message);
  }
}
