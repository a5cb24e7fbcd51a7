package app.kolan.server.nodes;

import app.kolan.server.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This server among those that share its database: shows a sign of life every three seconds, and
/// looks at those of the others.
public final class NodeRegistry implements Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRegistry.class);

  /// A supervisor that starts servers waits for longer.
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(20);

  private static final Duration END = Duration.ofSeconds(2);

  private final NodeStore store;

  /// The name that it is to have.
  private final String name;

  private final InstantSource clock;
  private final List<Consumer<String>> goneListeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("node-beat").factory());
  private volatile IntSupplier calls = () -> 0;
  private volatile Node self;
  private volatile List<Node> nodes;
  private volatile List<String> warnings = List.of();
  private volatile boolean leaving;

  /// Whether this server has its name. A sign of life before would be that of a second one.
  private volatile boolean joined;

  private volatile @Nullable String address;

  /// Nodes that were live and are no more, of which nobody was told yet.
  private final Set<String> suspected = new HashSet<>();

  private long shownAt = System.nanoTime();
  private volatile long steadySince = System.nanoTime();

  private NodeRegistry(NodeStore store, Node self, InstantSource clock) {
    this.store = store;
    this.self = self;
    name = self.name();
    this.clock = clock;
    nodes = List.of(self);
  }

  /// Joins the nodes of a database.
  ///
  /// @param dataFolder this server's
  /// @param keyHash of the key of the database's secrets, which all nodes need
  /// @param version of the program
  /// @param later does something once the database can be used; null where it can now
  /// @throws NodeNameTaken when another node that lives has the name
  /// @throws StoreException when the database or the folder cannot be used
  public static NodeRegistry join(
      NodeStore store,
      NodeSettings settings,
      Path dataFolder,
      String keyHash,
      String version,
      InstantSource clock,
      @Nullable Consumer<Runnable> later) {
    String home = NodeHome.in(dataFolder);
    String name = settings.name() == null ? NodeHome.name(home) : settings.name();
    var self =
        new Node(
            NodeHome.run(name),
            name,
            home,
            Node.State.UP,
            version,
            settings.settingsHash() + keyHash,
            clock.instant(),
            Duration.ZERO,
            Duration.ZERO,
            0,
            null);
    var registry = new NodeRegistry(store, self, clock);
    if (later != null) {
      later.accept(registry::joinLate);
      return registry;
    }
    try {
      registry
          .joinPatiently()
          .ifPresent(
              other -> {
                throw new NodeNameTaken(other);
              });
    } catch (RuntimeException e) {
      registry.thread.shutdownNow();
      throw e;
    }
    registry.goOn();
    return registry;
  }

  private void goOn() {
    joined = true;
    beat();
    begin();
    LOG.atInfo()
        .addKeyValue("node", self.id())
        .addKeyValue("others", live().size() - 1)
        .log("this server is one of those that share its database");
  }

  /// The server has started before its database.
  private void joinLate() {
    try {
      thread.execute(this::attemptToJoin);
    } catch (RejectedExecutionException closing) {
      // It is gone before it has come.
    }
  }

  /// By now callers may talk here. They must not be taken for those of a dead node, and ending them
  /// would help nobody: where another node has the name, this one goes on under another.
  private void attemptToJoin() {
    try {
      self = self.named(name);
      if (store.join(self).isPresent()) {
        self = self.named(NodeHome.another(name, self.home()));
        LOG.error("{}", NodeNameTaken.warning(name, self.name()));
        if (store.join(self).isPresent()) {
          tryLater();
          return;
        }
      }
      goOn();
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("the other servers are not joined yet");
      tryLater();
    }
  }

  private void tryLater() {
    var _ = thread.schedule(this::attemptToJoin, Node.BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The database was there a moment ago; a machine that starts much at once may be late.
  private Optional<Node> joinPatiently() {
    long begun = System.nanoTime();
    while (true) {
      try {
        return store.join(self);
      } catch (StoreException e) {
        boolean isLate = System.nanoTime() - begun >= LONGEST_JOIN.toNanos();
        if (isLate || !e.code().mayPass() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      thread.schedule(() -> {}, 1, TimeUnit.SECONDS).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void begin() {
    long pause = Node.BEAT.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void countCalls(IntSupplier conversations) {
    calls = conversations;
  }

  @Override
  public void reachableAt(String hostAndPort) {
    address = hostAndPort;
    try {
      thread.execute(this::beat);
    } catch (RejectedExecutionException closing) {
      // Nobody asks it any more.
    }
  }

  /// Shows a sign of life, now.
  synchronized void beat() {
    if (!joined) {
      return;
    }
    try {
      Instant asked = clock.instant();
      NodeStore.Signs signs = store.beat(self);
      Instant answered = clock.instant();
      Duration skew =
          Duration.between(signs.now(), asked.plus(Duration.between(asked, answered).dividedBy(2)));
      self = with(self.state(), skew);
      long shown = System.nanoTime();
      if (shown - shownAt > 2 * Node.BEAT.toNanos()) {
        steadySince = shown;
      }
      shownAt = shown;
      look(signs.nodes());
    } catch (StoreException e) {
      LOG.atDebug().addKeyValue("code", e.code()).log("a heartbeat could not be written");
    } catch (RuntimeException e) {
      LOG.error("a heartbeat could not be written", e);
    }
  }

  private Node with(Node.State state, Duration skew) {
    return new Node(
        self.id(),
        self.name(),
        self.home(),
        state,
        self.version(),
        self.settingsHash(),
        self.startedAt(),
        Duration.ZERO,
        skew,
        calls.getAsInt(),
        address);
  }

  private void look(List<Node> all) {
    Set<String> before = live();
    nodes = List.copyOf(all);
    var now = new ArrayList<>(NodeWarnings.of(self, all));
    if (!self.name().equals(name)) {
      now.add(NodeNameTaken.warning(name, self.name()));
    }
    if (!now.equals(warnings)) {
      now.forEach(warning -> LOG.atWarn().addKeyValue("problem", warning).log("nodes disagree"));
    }
    warnings = List.copyOf(now);
    suspected.addAll(before);
    suspected.removeAll(live());
    if (!canTellTheDead()) {
      return;
    }
    for (String node : suspected) {
      LOG.atInfo().addKeyValue("node", node).log("a node is gone");
      goneListeners.forEach(listener -> tell(listener, node));
    }
    suspected.clear();
  }

  @Override
  public boolean canTellTheDead() {
    return System.nanoTime() - steadySince >= Node.DEAD_AFTER.toNanos();
  }

  private static void tell(Consumer<String> listener, String node) {
    try {
      listener.accept(node);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the calls of a lost node are looked for later");
    }
  }

  @Override
  public String id() {
    return self.id();
  }

  @Override
  public boolean hasOthers() {
    return nodes.stream().anyMatch(node -> node.takesCalls() && !node.id().equals(self.id()));
  }

  @Override
  public boolean isLeaving() {
    return leaving && hasOthers();
  }

  @Override
  public Set<String> live() {
    Set<String> live =
        nodes.stream()
            .filter(Node::isLive)
            .map(Node::id)
            .collect(Collectors.toCollection(HashSet::new));
    live.add(self.id());
    return live;
  }

  @Override
  public List<Node> all() {
    return nodes;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public InstantSource clock(InstantSource own) {
    return () -> {
      Duration skew = self.skew();
      return skew.abs().compareTo(NodeWarnings.MOST_SKEW) < 0
          ? own.instant()
          : own.instant().minus(skew);
    };
  }

  @Override
  public void onGone(Consumer<String> listener) {
    goneListeners.add(listener);
  }

  @Override
  public void drain() {
    try {
      thread.execute(() -> beat(Node.State.DRAINING));
    } catch (RejectedExecutionException closing) {
      // It is gone in a moment.
    }
  }

  private synchronized void beat(Node.State state) {
    self = with(state, self.skew());
    beat();
  }

  @Override
  public void leave() {
    leaving = true;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      boolean _ = thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    beat(Node.State.GONE);
  }
}
