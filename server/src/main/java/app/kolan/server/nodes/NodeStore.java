package app.kolan.server.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The nodes of a database, kept by signs of life. Times are the database's.
///
/// Every method blocks for the database, and throws [app.kolan.server.store.StoreException] when
/// that fails.
public interface NodeStore {
  /// Adds a node, unless another one that lives has its name. An earlier run of the same data
  /// folder is gone from then on, as is whatever died under this name.
  ///
  /// @return the node that has the name; empty once this one has it
  Optional<Node> join(Node node);

  /// Shows a sign of life, also of a node that has none yet, and says which nodes there are.
  Signs beat(Node node);

  /// All nodes that are not long gone, by name. Changes nothing.
  List<Node> all();

  /// What a sign of life tells.
  ///
  /// @param now by the database's clock
  /// @param nodes all that are not long gone, this one among them
  record Signs(Instant now, List<Node> nodes) {
    public Signs {
      nodes = List.copyOf(nodes);
    }
  }
}
