package app.kolan.server.tool.http;

/// A request could not be made, or was not answered as HTTP. Its message is in our own words.
public final class RequestFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean sent;
  private final boolean timedOut;

  /// @param sent whether the far end may have got the request
  RequestFailed(String why, boolean sent) {
    this(why, sent, false);
  }

  /// @param timedOut whether its time was over
  RequestFailed(String why, boolean sent, boolean timedOut) {
    super(why, null, false, false);
    this.sent = sent;
    this.timedOut = timedOut;
  }

  public boolean timedOut() {
    return timedOut;
  }

  public boolean sent() {
    return sent;
  }

  public String why() {
    return String.valueOf(getMessage());
  }
}
