package app.kolan.server.bootstrap;

import app.kolan.server.callevents.CallEventBroadcaster;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.callevents.SharedCallEvents;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.nodes.NodeCipher;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeEnvelope;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.telephony.CallControls;
import app.kolan.server.telephony.RemoteCalls;
import app.kolan.server.telephony.RemoteTalks;
import app.kolan.server.web.NodeEndpoint;
import app.kolan.twilio.webhook.CallSid;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls under way of all nodes, for whoever watches or steps in at this one.
///
/// @param events of all nodes
/// @param talks of another node, as it says itself; empty when it does not answer. Blocks for two
///   seconds at most
/// @param endpoint answers other nodes; null where there are none
record ClusterCalls(
    CallEvents events,
    Function<String, Optional<Set<CallSid>>> talks,
    @Nullable NodeEndpoint endpoint,
    Closer parts)
    implements AutoCloseable {
  /// @param calls learn where to find those of other nodes
  static ClusterCalls open(
      Config config, Infrastructure foundations, CallServices calls, InstantSource clock) {
    CallEventBroadcaster own = foundations.events();
    Nodes nodes = foundations.nodes().nodes();
    var parts = new Closer();
    String self = nodes.id();
    if (self == null) {
      return new ClusterCalls(own, _ -> Optional.empty(), null, parts);
    }
    var envelope = new NodeEnvelope(seal(DirectoryServices.cipher(config)), clock);
    var client = new NodeClient(envelope);
    parts.add(client);
    var shared = new SharedCallEvents(own, nodes, client);
    parts.add(shared);
    CallControls controls = calls.streamHandler().controls();
    controls.findElsewhere(
        new RemoteCalls(foundations.stores().calls(), foundations.directory(), nodes, client)
            ::find);
    Function<String, Optional<Set<CallSid>>> talks = new RemoteTalks(nodes, client)::of;
    calls.resumption().askBy(talks);
    return new ClusterCalls(
        shared, talks, new NodeEndpoint(self, envelope, own, controls, clock), parts);
  }

  private static NodeCipher seal(SecretCipher cipher) {
    return new NodeCipher() {
      @Override
      public String seal(String text, String purpose) {
        return cipher.encrypt(text, purpose);
      }

      @Override
      public @Nullable String open(String sealed, String purpose) {
        try {
          return cipher.decrypt(sealed, purpose);
        } catch (UnreadableSecret e) {
          return null;
        }
      }
    };
  }

  @Override
  public void close() {
    parts.close();
  }
}
