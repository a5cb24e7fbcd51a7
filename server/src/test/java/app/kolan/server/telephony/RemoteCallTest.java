package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.callevents.CallEventBroadcaster;
import app.kolan.server.nodes.FakeNodes;
import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeCipher;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeEnvelope;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.AudioListener;
import app.kolan.server.session.CallDirection;
import app.kolan.server.session.CallHandle;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Sample;
import app.kolan.server.web.NodeEndpoint;
import app.kolan.twilio.audio.Mulaw;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A call of another node, asked about over sockets.
@Tag("socket")
class RemoteCallTest {
  private static final Mulaw WORDS = Mulaw.silence(Duration.ofMillis(20));

  private final Vertx vertx = Vertx.vertx();
  private final CallControls controls = new CallControls();
  private final FakeCall talk = new FakeCall();
  private final NodeClient client = new NodeClient(new NodeEnvelope(SEAL, InstantSource.system()));
  private Node there;

  @BeforeEach
  void listen() throws Exception {
    Router router = Router.router(vertx);
    new NodeEndpoint(
            "there/1",
            new NodeEnvelope(SEAL, InstantSource.system()),
            new CallEventBroadcaster(),
            controls,
            InstantSource.system())
        .addTo(router, vertx);
    var server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    there = node("there/1", "127.0.0.1:" + server.actualPort());
    controls.began(
        Sample.CALL,
        new BusinessSettings(
            1,
            new Business(1, "test", null, AnswerMode.CONVERSE),
            new AccountTokens(Sample.ACCOUNT, List.of(new Secret("token"))),
            ProviderSelection.NONE,
            null),
        talk);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void a_call_is_heard_and_directed_at_another_node() {
    CallHandle call = find(1).orElseThrow();
    assertThat(call.takesHints()).isTrue();
    assertThat(find(2)).as("another business").isEmpty();
    var listener = new Heard();
    assertThat(call.listen(listener)).isTrue();
    Await.until("it is heard", () -> talk.listeners.size() == 1);
    talk.listeners.forEach(each -> each.caller(WORDS));
    Await.until("it has come", () -> listener.frames.get() == 1);

    assertThat(call.hint("say hello")).isTrue();
    assertThat(call.direct(new CallDirection.HangUp())).isTrue();
    assertThat(talk.hints).containsExactly("say hello");
    assertThat(talk.directed).containsExactly(new CallDirection.HangUp());

    call.leave(listener);
    Await.until("he is let go", talk.listeners::isEmpty);
  }

  @Test
  void whoever_has_heard_calls_to_their_end_holds_nothing_up() {
    CallHandle call = find(1).orElseThrow();
    for (int i = 0; i < 101; i++) {
      var listener = new Heard();
      assertThat(call.listen(listener)).isTrue();
      Await.until("it is heard", () -> talk.listeners.size() == 1);
      talk.listeners.forEach(AudioListener::over);
      Await.until("it is over", () -> listener.isOver && talk.listeners.isEmpty());
    }
    assertThat(find(1)).isPresent();
  }

  @Test
  void a_question_is_for_one_run_of_a_node() {
    there = node("there/2", String.valueOf(there.address()));
    assertThat(find(1)).isEmpty();
  }

  @Test
  void a_node_whose_signs_of_life_are_old_is_asked_for_its_calls() {
    Node late = since(there, Node.DEAD_AFTER.plusSeconds(1));
    Node silent = since(node("there/2", String.valueOf(there.address())), Duration.ZERO);
    var nodes = new FakeNodes("here/1", Set.of("here/1"));
    nodes.all(List.of(late, silent));
    var talks = new RemoteTalks(nodes, client);

    assertThat(talks.of("there/1")).contains(Set.of(Sample.CALL));
    controls.over(Sample.CALL);
    assertThat(talks.of("there/1")).as("it lives, and has none").contains(Set.of());
    assertThat(talks.of("there/2")).as("an earlier run").isEmpty();
    assertThat(talks.of("there/3")).as("one that is long gone").isEmpty();
  }

  private static Node since(Node node, Duration beat) {
    return new Node(
        node.id(),
        node.name(),
        node.home(),
        node.state(),
        node.version(),
        node.settingsHash(),
        node.startedAt(),
        beat,
        node.skew(),
        node.calls(),
        node.address());
  }

  private Optional<CallHandle> find(long business) {
    return RemoteCall.find(client, there, Sample.CALL, business);
  }

  private static Node node(String id, String address) {
    return new Node(
        id,
        "there",
        "home",
        Node.State.UP,
        "1",
        "",
        Sample.NOON,
        Duration.ZERO,
        Duration.ZERO,
        1,
        address);
  }

  /// Keeps nothing secret, and knows what a text is for.
  private static final NodeCipher SEAL =
      new NodeCipher() {
        @Override
        public String seal(String text, String purpose) {
          return purpose + "|" + text;
        }

        @Override
        public @Nullable String open(String sealed, String purpose) {
          return sealed.startsWith(purpose + "|") ? sealed.substring(purpose.length() + 1) : null;
        }
      };

  private static final class FakeCall implements CallHandle {
    private final Queue<AudioListener> listeners = new ConcurrentLinkedQueue<>();
    private final Queue<String> hints = new ConcurrentLinkedQueue<>();
    private final Queue<CallDirection> directed = new ConcurrentLinkedQueue<>();

    @Override
    public boolean takesHints() {
      return true;
    }

    @Override
    public boolean hint(String text) {
      return hints.add(text);
    }

    @Override
    public boolean direct(CallDirection direction) {
      return directed.add(direction);
    }

    @Override
    public boolean listen(AudioListener by) {
      return listeners.add(by);
    }

    @Override
    public void leave(AudioListener by) {
      listeners.remove(by);
    }
  }

  private static final class Heard implements AudioListener {
    private final AtomicInteger frames = new AtomicInteger();
    private volatile boolean isOver;

    @Override
    public void caller(Mulaw frame) {
      frames.incrementAndGet();
    }

    @Override
    public void agent(Mulaw piece) {}

    @Override
    public void cleared() {}

    @Override
    public void over() {
      isOver = true;
    }
  }
}
