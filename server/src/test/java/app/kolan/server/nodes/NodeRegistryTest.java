package app.kolan.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class NodeRegistryTest {
  private static final Node OTHER =
      new Node(
          "a/1",
          "a",
          "elsewhere",
          Node.State.UP,
          "1",
          "settings",
          Instant.EPOCH,
          Duration.ZERO,
          Duration.ZERO,
          0,
          null);

  @TempDir private Path folder;

  @Test
  void a_server_that_finds_its_name_taken_when_callers_talk_goes_on_under_another()
      throws Exception {
    var store = new TakenName(OTHER.name()::equals);
    NodeRegistry registry = started(store);

    Await.until("it is shown", () -> !store.shown.isEmpty());
    String name = store.shown.getFirst().name();
    registry.close();

    assertThat(name).matches("a-[0-9a-f]{6}");
    assertThat(store.shown)
        .as("what calls have written is its own")
        .extracting(Node::id)
        .containsOnly(registry.id());
    assertThat(registry.warnings())
        .last()
        .asString()
        .contains("another node is called a", "goes on as " + name, "KOLAN_NODE");
  }

  @Test
  void a_server_that_has_no_name_yet_shows_no_sign_of_life() throws Exception {
    var store = new TakenName(_ -> true);
    NodeRegistry registry = started(store);

    assertThat(store.asked.await(10, TimeUnit.SECONDS)).isTrue();
    registry.reachableAt("here:1");
    registry.drain();
    registry.close();

    assertThat(store.shown).isEmpty();
  }

  private NodeRegistry started(NodeStore store) {
    return NodeRegistry.join(
        store,
        new NodeSettings("a", null, "settings"),
        folder,
        "key",
        "1",
        InstantSource.system(),
        Runnable::run);
  }

  /// A store of a node that keeps its name.
  private static final class TakenName implements NodeStore {
    private final Predicate<String> isTaken;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Node> shown = new CopyOnWriteArrayList<>();

    private TakenName(Predicate<String> isTaken) {
      this.isTaken = isTaken;
    }

    @Override
    public Optional<Node> join(Node node) {
      asked.countDown();
      return isTaken.test(node.name()) ? Optional.of(OTHER) : Optional.empty();
    }

    @Override
    public Signs beat(Node node) {
      shown.add(node);
      return new Signs(Instant.EPOCH, List.of(OTHER));
    }

    @Override
    public List<Node> all() {
      return List.of(OTHER);
    }
  }
}
