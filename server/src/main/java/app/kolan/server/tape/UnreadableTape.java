package app.kolan.server.tape;

/// A file that is no tape; the message says why, in words.
public final class UnreadableTape extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableTape(String message) {
    super(message);
  }
}
