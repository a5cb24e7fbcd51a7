package app.kolan.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void a_server_whose_name_another_one_has_shows_no_sign_of_life() throws Exception {
    var store = new TakenName();
    NodeRegistry registry =
        NodeRegistry.join(
            store,
            new NodeSettings("a", null, "settings"),
            folder,
            "key",
            "1",
            InstantSource.system(),
            Runnable::run);

    assertThat(store.asked.await(10, TimeUnit.SECONDS)).isTrue();
    registry.reachableAt("here:1");
    registry.drain();
    registry.close();

    assertThat(store.shown).isEmpty();
  }

  /// A store of a node that keeps its name.
  private static final class TakenName implements NodeStore {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Node> shown = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Node> join(Node node) {
      asked.countDown();
      return Optional.of(OTHER);
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
