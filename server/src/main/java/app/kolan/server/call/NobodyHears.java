package app.kolan.server.call;

/// There is no recogniser left that could tell what the caller says.
public final class NobodyHears extends Exception {
  private static final long serialVersionUID = 1L;

  NobodyHears() {
    super("no recogniser is left", null, false, false);
  }
}
