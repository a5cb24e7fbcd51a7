package app.kolan.server.nodes;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Nodes that a test sets. Nothing happens to them by itself.
public final class FakeNodes implements Nodes {
  private final String id;
  private final Set<String> live;
  private volatile boolean leaving;
  private volatile List<Node> all = List.of();

  /// @param id of this node
  /// @param live the nodes that live, with this one
  public FakeNodes(String id, Set<String> live) {
    this.id = id;
    this.live = live;
  }

  public void leaving(boolean isLeaving) {
    leaving = isLeaving;
  }

  public void all(List<Node> nodes) {
    all = nodes;
  }

  @Override
  public @Nullable String id() {
    return id;
  }

  @Override
  public boolean hasOthers() {
    return live.size() > 1;
  }

  @Override
  public boolean isLeaving() {
    return leaving;
  }

  @Override
  public Set<String> live() {
    return live;
  }

  @Override
  public List<Node> all() {
    return all;
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public InstantSource clock(InstantSource own) {
    return own;
  }

  @Override
  public void onGone(Consumer<String> listener) {}

  @Override
  public void drain() {}

  @Override
  public void leave() {}

  @Override
  public void close() {}
}
