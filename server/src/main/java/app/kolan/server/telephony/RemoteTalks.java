package app.kolan.server.telephony;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeRequest;
import app.kolan.server.nodes.Nodes;
import app.kolan.twilio.webhook.CallSid;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks other nodes for the calls in which their agents talk, whatever their signs of life say:
/// those are old when a node is cut off from the database alone. Safe to share.
public final class RemoteTalks {
  private static final String BETWEEN = " ";

  private final Nodes nodes;
  private final NodeClient client;

  public RemoteTalks(Nodes nodes, NodeClient client) {
    this.nodes = nodes;
    this.client = client;
  }

  /// Blocks for two seconds at most.
  ///
  /// @param id of a run of a node
  /// @return empty when it does not answer, or has gone
  public Optional<Set<CallSid>> of(String id) {
    return nodes.all().stream()
        .filter(node -> node.id().equals(id) && node.state() != Node.State.GONE)
        .findFirst()
        .flatMap(node -> client.ask(node, new NodeRequest.Talks()))
        .map(RemoteTalks::read);
  }

  /// The answer of a node with these.
  public static String line(Set<CallSid> talks) {
    return talks.isEmpty()
        ? RemoteCalls.NONE
        : talks.stream().map(CallSid::value).collect(Collectors.joining(BETWEEN));
  }

  private static Set<CallSid> read(String line) {
    return line.equals(RemoteCalls.NONE)
        ? Set.of()
        : Stream.of(line.split(BETWEEN)).map(CallSid::new).collect(Collectors.toSet());
  }
}
