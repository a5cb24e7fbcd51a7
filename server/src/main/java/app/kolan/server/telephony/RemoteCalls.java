package app.kolan.server.telephony;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.telephony.CallControls.Controlled;
import app.kolan.twilio.webhook.CallSid;
import java.util.Optional;

/// Finds calls in which an agent of another node talks, and has the words by which nodes answer
/// about them. Safe to share.
public final class RemoteCalls {
  /// No agent of the asked node talks in the call.
  public static final String NONE = "none";

  /// One talks, and understands hints.
  public static final String HINTS = "hints";

  /// One talks, and understands none.
  public static final String TALKS = "talks";

  /// It was done.
  public static final String DONE = "done";

  /// How a line begins that has a piece of the caller's, or of the agent's, in Base64 behind it.
  public static final char CALLER = 'c';

  public static final char AGENT = 'a';

  /// What of the agent's was not played is not played any more.
  public static final char CLEARED = 'x';

  private final CallStore calls;
  private final BusinessDirectory directory;
  private final Nodes nodes;
  private final NodeClient client;

  public RemoteCalls(CallStore calls, BusinessDirectory directory, Nodes nodes, NodeClient client) {
    this.calls = calls;
    this.directory = directory;
    this.nodes = nodes;
    this.client = client;
  }

  /// Blocks for the database, and for the network for two seconds at most.
  ///
  /// @return empty when there is no such call, or its node does not answer
  public Optional<Controlled> find(CallSid sid, long business) {
    return calls
        .find(sid)
        .filter(call -> call.businessId() == business && call.outcome() == CallOutcome.OPEN)
        .flatMap(this::find);
  }

  private Optional<Controlled> find(LoggedCall call) {
    Optional<Node> node =
        nodes.all().stream()
            .filter(each -> each.id().equals(call.node()) && !each.id().equals(nodes.id()))
            .filter(Node::isLive)
            .findFirst();
    return node.flatMap(
        there ->
            directory
                .find(call.businessId(), call.settingsVersion())
                .flatMap(
                    settings ->
                        RemoteCall.find(client, there, call.sid(), call.businessId())
                            .map(handle -> new Controlled(settings, handle))));
  }
}
