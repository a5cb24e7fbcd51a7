package app.kolan.server.tool.mcp;

/// A server has not answered.
final class McpUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean asked;

  /// @param why in words for a model
  /// @param asked whether it was asked, so that it may have done something
  McpUnavailable(String why, boolean asked) {
    super(why);
    this.asked = asked;
  }

  boolean asked() {
    return asked;
  }
}
