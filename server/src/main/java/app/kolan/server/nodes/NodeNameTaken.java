package app.kolan.server.nodes;

/// Another server that lives has the name that this one is to have.
public final class NodeNameTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Of a server that cannot end, since callers have come to it already.
  ///
  /// @param instead the name that it goes on under
  static String warning(String name, String instead) {
    return "another node is called %s: this one goes on as %s until it is started again; give each its own %s"
        .formatted(name, instead, NodeSettings.NODE.environment());
  }

  NodeNameTaken(Node other) {
    super(
        "another server of this database is called %s, and has shown a sign of life %d s ago: give each its own %s, or leave that out. One that was killed and had another data folder frees its name within %d s"
            .formatted(
                other.name(),
                other.sinceBeat().toSeconds(),
                NodeSettings.NODE.environment(),
                Node.DEAD_AFTER.toSeconds()));
  }
}
