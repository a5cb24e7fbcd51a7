package app.kolan.server.callevents;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.NodeClient;
import app.kolan.server.nodes.NodeRequest;
import app.kolan.server.nodes.Nodes;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of the calls of all nodes, for pages and programs. While somebody watches here, and a
/// minute longer, each other node is asked for its own; nothing crosses the network else. What was
/// lost on the way, or with a node, is reported as a gap.
///
/// Safe to share.
public final class SharedCallEvents implements CallEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedCallEvents.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration KEPT_ON = Duration.ofMinutes(1);

  /// A page is shown, and watches a moment later.
  private static final long SINCE_MILLIS = 2000;

  private final Nodes nodes;
  private final NodeClient client;
  private final CallEventBroadcaster all = new CallEventBroadcaster();
  private final Watch forwarding;
  private final AtomicInteger watching = new AtomicInteger();
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("events-of-nodes").factory());

  /// Used by the thread alone.
  private final Map<String, NodeFeed> feeds = new HashMap<>();

  private volatile long wantedAt = System.nanoTime();

  /// @param own of this node
  public SharedCallEvents(CallEvents own, Nodes nodes, NodeClient client) {
    this.nodes = nodes;
    this.client = client;
    forwarding =
        own.watch(
            event -> {
              all.publish(event.at(), event.business(), event.call(), event.payload());
              return false;
            },
            own.newest(),
            () -> {});
  }

  @Override
  public Watch watch(Predicate<CallEvent> wanted, long after, Runnable wake) {
    watching.incrementAndGet();
    want();
    Watch watch = all.watch(wanted, after, wake);
    return new Watch() {
      private final AtomicBoolean isOver = new AtomicBoolean();

      @Override
      public Optional<CallEvent> poll() {
        return watch.poll();
      }

      @Override
      public boolean hasGap() {
        return watch.hasGap();
      }

      @Override
      public void close() {
        if (isOver.compareAndSet(false, true)) {
          watching.decrementAndGet();
          watch.close();
        }
      }
    };
  }

  @Override
  public long newest() {
    want();
    return all.newest();
  }

  @Override
  public String run() {
    return all.run();
  }

  /// Somebody watches, or is about to.
  private void want() {
    wantedAt = System.nanoTime();
    if (isLooking.compareAndSet(false, true)) {
      later(Duration.ZERO);
    }
  }

  private void later(Duration pause) {
    try {
      var _ = thread.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Nobody watches any more.
    }
  }

  private void look() {
    try {
      if (watching.get() == 0 && System.nanoTime() - wantedAt > KEPT_ON.toNanos()) {
        feeds.values().forEach(NodeFeed::close);
        feeds.clear();
        isLooking.set(false);
        return;
      }
      connect();
    } catch (RuntimeException e) {
      LOG.error("the events of other nodes could not be looked for", e);
    }
    later(BETWEEN_LOOKS);
  }

  private void connect() {
    Set<String> live = new HashSet<>();
    for (Node node : nodes.all()) {
      if (node.isLive() && !node.id().equals(nodes.id()) && node.address() != null) {
        live.add(node.id());
        feeds.computeIfAbsent(node.id(), _ -> new NodeFeed()).connect(node);
      }
    }
    Set<String> gone = new HashSet<>(feeds.keySet());
    gone.removeAll(live);
    for (String node : gone) {
      NodeFeed feed = feeds.remove(node);
      if (feed != null) {
        feed.close();
      }
      all.publishGap();
    }
  }

  /// The events of one other node.
  private final class NodeFeed {
    private NodeClient.@Nullable Answer answer;
    private volatile String run = "";
    private volatile long newest;

    void connect(Node node) {
      if (answer == null || answer.isOver()) {
        var question = new NodeRequest.Events(run, newest, SINCE_MILLIS);
        answer = client.listen(node, question, this::hear, () -> {});
      }
    }

    private void hear(String line) {
      JsonNode form = NodeRequest.parse(line);
      if (form == null) {
        return;
      }
      if (form.has("run")) {
        String now = form.path("run").asText();
        if (!now.equals(run)) {
          run = now;
          newest = 0;
        }
      } else if (form.has("gap")) {
        all.publishGap();
      } else {
        CallEvent event = CallEventJson.read(form);
        if (event != null && event.sequence() > newest) {
          newest = event.sequence();
          all.publish(event.at(), event.business(), event.call(), event.payload());
        }
      }
    }

    void close() {
      if (answer != null) {
        answer.close();
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    forwarding.close();
    try {
      boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feeds.values().forEach(NodeFeed::close);
  }
}
