package app.kolan.server.speech;

/// A sentence that an engine could not render; the message says why, for people.
public final class EngineFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public EngineFailed(String why) {
    super(why);
  }

  public EngineFailed(String why, Throwable cause) {
    super(why, cause);
  }
}
