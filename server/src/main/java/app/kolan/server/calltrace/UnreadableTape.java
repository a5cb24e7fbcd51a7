package app.kolan.server.calltrace;

/// A file that is not a tape; the message says why.
public final class UnreadableTape extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableTape(String message) {
    super(message);
  }
}
