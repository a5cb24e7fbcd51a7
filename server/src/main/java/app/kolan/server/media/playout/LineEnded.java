package app.kolan.server.media.playout;

/// The line to the caller has ended: nothing can be said or heard any more.
public final class LineEnded extends Exception {
  private static final long serialVersionUID = 1L;

  /// The ways in which a line ends.
  public enum How {
    /// Twilio stopped the stream: the caller hung up, or the call was moved elsewhere.
    STOPPED,
    /// The socket broke, or nothing arrived on it for too long.
    LOST,
    /// The server closed the line.
    CLOSED_BY_US
  }

  private final How how;

  public LineEnded(How how) {
    super("the line is gone: " + how, null, false, false);
    this.how = how;
  }

  public How how() {
    return how;
  }
}
