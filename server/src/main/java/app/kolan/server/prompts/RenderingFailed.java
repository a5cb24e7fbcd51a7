package app.kolan.server.prompts;

/// A sentence that an engine could not render; the message says why, for people.
public final class RenderingFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public RenderingFailed(String why) {
    super(why);
  }

  public RenderingFailed(String why, Throwable cause) {
    super(why, cause);
  }
}
