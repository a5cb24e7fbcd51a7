package app.kolan.server.telephony;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeRequest;
import app.kolan.server.session.AudioListener;
import app.kolan.server.session.CallDirection;
import app.kolan.server.session.CallHandle;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A call in which an agent of another node talks.
final class RemoteCall implements CallHandle {
  private final NodeClient client;
  private final Node node;
  private final CallSid call;
  private final long business;
  private final boolean takesHints;
  private final Map<AudioListener, NodeClient.Answer> listeners = new ConcurrentHashMap<>();

  private RemoteCall(
      NodeClient client, Node node, CallSid call, long business, boolean takesHints) {
    this.client = client;
    this.node = node;
    this.call = call;
    this.business = business;
    this.takesHints = takesHints;
  }

  /// Asks the node; empty when no agent of it talks in the call, or it does not answer.
  static Optional<CallHandle> find(NodeClient client, Node node, CallSid call, long business) {
    return client
        .ask(node, new NodeRequest.State(call, business))
        .filter(answer -> !answer.equals(RemoteCalls.NONE))
        .map(
            answer ->
                new RemoteCall(client, node, call, business, answer.equals(RemoteCalls.HINTS)));
  }

  @Override
  public boolean takesHints() {
    return takesHints;
  }

  @Override
  public boolean hint(String text) {
    return isDone(new NodeRequest.Hint(call, business, text));
  }

  @Override
  public boolean direct(CallDirection direction) {
    return isDone(
        new NodeRequest.Direct(
            call,
            business,
            switch (direction) {
              case CallDirection.HandOver(var to) -> to;
              case CallDirection.HangUp() -> null;
            }));
  }

  private boolean isDone(NodeRequest question) {
    return client.ask(node, question).filter(RemoteCalls.DONE::equals).isPresent();
  }

  @Override
  public boolean listen(AudioListener by) {
    var question = new NodeRequest.Audio(call, business);
    listeners.put(by, client.listen(node, question, line -> hear(by, line), by::over));
    return true;
  }

  private static void hear(AudioListener by, String line) {
    try {
      switch (line.charAt(0)) {
        case RemoteCalls.CALLER -> by.caller(sound(line));
        case RemoteCalls.AGENT -> by.agent(sound(line));
        case RemoteCalls.CLEARED -> by.cleared();
        default -> {
          // What a newer node tells beside it.
        }
      }
    } catch (IllegalArgumentException e) {
      // A piece that is none is left out.
    }
  }

  private static Mulaw sound(String line) {
    return Mulaw.of(Base64.getDecoder().decode(line.substring(1)));
  }

  @Override
  public void leave(AudioListener by) {
    NodeClient.Answer answer = listeners.remove(by);
    if (answer != null) {
      answer.close();
    }
  }
}
