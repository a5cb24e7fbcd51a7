package app.kolan.server.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is not as it should be among nodes that share a database, in words.
public final class NodeWarnings {
  /// From here on a machine's clock is wrong, and no answer of the database was merely late.
  static final Duration MOST_SKEW = Duration.ofSeconds(2);

  private NodeWarnings() {}

  /// What one of them should say of itself and the others.
  static List<String> of(Node self, List<Node> all) {
    var warnings = new ArrayList<String>();
    if (self.skew().abs().compareTo(MOST_SKEW) >= 0) {
      warnings.add(skew(self));
    }
    List<Node> others = all.stream().filter(node -> isOther(node, self)).toList();
    List<String> differing =
        others.stream()
            .filter(node -> !node.settingsHash().equals(self.settingsHash()))
            .map(Node::name)
            .sorted()
            .toList();
    if (!differing.isEmpty()) {
      warnings.add(
          "other settings, or another secret key, than %s: give all nodes the same kolan.yaml, environment and KOLAN_SECRET_KEY"
              .formatted(String.join(", ", differing)));
    }
    if (others.stream().anyMatch(node -> node.name().equals(self.name()))) {
      warnings.add(
          "another node is called %s too: give each its own KOLAN_NODE".formatted(self.name()));
    }
    return warnings;
  }

  /// What an operator should know of all that live.
  public static List<String> of(List<Node> all) {
    List<Node> live = all.stream().filter(Node::isLive).toList();
    var warnings = new ArrayList<String>();
    live.stream()
        .filter(node -> node.skew().abs().compareTo(MOST_SKEW) >= 0)
        .map(NodeWarnings::skew)
        .forEach(warnings::add);
    if (live.stream().map(Node::settingsHash).distinct().count() > 1) {
      warnings.add(
          "the nodes have different settings or secret keys: give all the same kolan.yaml, environment and KOLAN_SECRET_KEY");
    }
    return warnings;
  }

  private static boolean isOther(Node node, Node self) {
    return node.isLive() && !node.id().equals(self.id());
  }

  private static String skew(Node node) {
    double seconds = node.skew().toMillis() / 1000.0;
    return "the clock of %s is %.1f s %s that of the database: let NTP set it"
        .formatted(node.name(), Math.abs(seconds), seconds > 0 ? "ahead of" : "behind");
  }
}
