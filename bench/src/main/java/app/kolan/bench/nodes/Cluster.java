package app.kolan.bench.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Servers on one database, and haproxy before them.
///
/// @param twilio the network to Twilio's REST API
/// @param disk of the last node; null where none can be mounted
/// @param store null where there is none, or not one of the bench's own
record Cluster(
    List<ClusterNode> nodes,
    Balancer balancer,
    TcpProxy twilio,
    @Nullable SmallDisk disk,
    @Nullable StoreProcess store)
    implements AutoCloseable {
  Cluster {
    nodes = List.copyOf(nodes);
  }

  /// Starts all of it, and waits until it answers.
  ///
  /// @param settings of every server
  /// @param database null for SQLite
  /// @param haproxy its configuration
  /// @param twilio the network to Twilio's REST API, which is closed with it
  /// @param store is closed with it
  static Cluster start(
      Path folder,
      int size,
      Map<String, String> settings,
      @Nullable DatabaseUrl database,
      Path haproxy,
      TcpProxy twilio,
      @Nullable StoreProcess store)
      throws IOException, InterruptedException {
    var nodes = new ArrayList<ClusterNode>();
    SmallDisk disk = null;
    try {
      for (int i = 1; i <= size; i++) {
        var node = new ClusterNode(folder, ClusterNode.name(i), settings, database);
        nodes.add(node);
        if (i == size && size > 1) {
          disk = SmallDisk.at(node.data()).orElse(null);
        }
        node.start(); // the first brings the tables up to date
      }
      List<String> lines = nodes.stream().map(ClusterNode::line).toList();
      return new Cluster(nodes, Balancer.start(folder, haproxy, lines), twilio, disk, store);
    } catch (IOException | InterruptedException e) {
      for (ClusterNode node : nodes) {
        node.close();
      }
      if (disk != null) {
        disk.close();
      }
      throw e;
    }
  }

  /// The node of an identifier, as the database has it.
  ClusterNode node(String id) {
    String name = id.contains("/") ? id.substring(0, id.indexOf('/')) : id;
    return nodes.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /// The sum of a figure of all nodes; empty when one does not answer.
  Optional<Double> sum(String figure) {
    double sum = 0;
    for (ClusterNode node : nodes) {
      var value = node.metric(figure);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      sum += value.getAsDouble();
    }
    return Optional.of(sum);
  }

  @Override
  public void close() throws IOException {
    balancer.close();
    twilio.close();
    for (ClusterNode node : nodes) {
      node.close();
    }
    if (store != null) {
      store.close();
    }
    if (disk != null) {
      disk.close();
    }
  }
}
