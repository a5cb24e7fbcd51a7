package app.kolan.bench.nodes;

import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreException;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One fault, done to a cluster while callers talk, and what came of it.
///
/// @param jobs of servers that share a database; null for one with its own
/// @param away how long it lasts
record FaultRun(
    Cluster cluster, SteadyCalls calls, Ledger ledger, @Nullable JobTable jobs, Duration away) {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration LOOKS = Duration.ofMillis(250);

  /// Twilio's last callback of a call comes a moment after its end.
  private static final Duration LAST_CALLBACK = Duration.ofSeconds(2);

  /// Within this another node has what a dead one was fetching.
  private static final Duration TAKEN_OVER = Duration.ofSeconds(25);

  private static final int MESSAGES = 6;
  private static final int MOST_ROUNDS = 5;

  private static final Duration SLOWER = Duration.ofMillis(200);
  private static final String AHEAD = "+15m";
  private static final String BEHIND = "-15m";

  /// Why a fault cannot be made here; empty when it can.
  Optional<String> missing(NodeFault fault) {
    return switch (fault) {
      case DISK ->
          cluster.disk() == null
              ? Optional.of("only root may mount the small disk that is filled")
              : Optional.empty();
      case STORE ->
          cluster.store() == null
              ? Optional.of("there is no S3Proxy of the bench's own")
              : Optional.empty();
      case CLOCKS ->
          ClusterNode.hasClockLibrary()
              ? Optional.empty()
              : Optional.of("libfaketime is not installed");
      case RECORDING -> jobs == null ? Optional.of("there is one node") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Does it, waits until all is as before, and says what callers and the ledger had of it.
  FaultRow run(NodeFault fault, String name) throws IOException, InterruptedException {
    String most = mostUsed();
    long struck = System.nanoTime();
    long there = onNode(most);
    var found = new ArrayList<String>();
    strike(fault, most, found);
    long repaired = System.nanoTime();
    boolean isWhole = await(() -> isWhole(struck, repaired));
    Duration after = Duration.ofNanos(System.nanoTime() - repaired);
    boolean areOver = await(() -> !calls.hasOneOf(repaired));
    List<CallExperience> those = calls.between(struck, repaired);
    boolean isSettled = await(() -> those.stream().allMatch(ledger::isWhole));
    found.addAll(ledger.faults(those));
    return new FaultRow(
        name,
        those,
        there,
        ledger.leadsLost(those),
        ledger.leadsDoubled(those),
        found,
        after,
        isWhole && areOver && isSettled);
  }

  /// Whether what is over is in the ledger, nothing waits, and every node answers.
  private boolean isWhole(long from, long to) {
    long now = System.nanoTime() - LAST_CALLBACK.toNanos();
    return calls.between(from, to).stream()
            .filter(call -> call.ended() <= now)
            .allMatch(ledger::isWhole)
        && cluster.sum("kolan_writes_waiting").filter(waiting -> waiting == 0).isPresent()
        && (cluster.store() == null
            || cluster.sum("kolan_sounds_waiting").filter(waiting -> waiting < 5).isPresent());
  }

  /// @param found takes what is wrong, in words
  private void strike(NodeFault fault, String most, List<String> found)
      throws IOException, InterruptedException {
    ClusterNode node = cluster.node(most);
    switch (fault) {
      case NONE -> pause(away);
      case KILL -> {
        node.kill();
        pause(away);
        node.start();
      }
      case FREEZE -> {
        node.freeze();
        pause(away);
        node.thaw();
      }
      case DATABASE -> {
        cluster.nodes().forEach(each -> each.database().turn(TcpProxy.State.REFUSING));
        pause(away);
        cluster.nodes().forEach(each -> each.database().turn(TcpProxy.State.OPEN));
      }
      case SLOW_DATABASE -> {
        cluster.nodes().forEach(each -> each.database().delay(SLOWER));
        pause(away);
        cluster.nodes().forEach(each -> each.database().delay(Duration.ZERO));
      }
      case PARTITION -> {
        turn(node, TcpProxy.State.SILENT);
        pause(away.multipliedBy(2));
        turn(node, TcpProxy.State.OPEN);
      }
      case DISK -> {
        SmallDisk disk = Objects.requireNonNull(cluster.disk());
        disk.fill();
        pause(away);
        disk.empty();
      }
      case STORE -> {
        StoreProcess store = Objects.requireNonNull(cluster.store());
        store.freeze();
        pause(away.multipliedBy(2));
        store.thaw();
      }
      case CLOCKS -> {
        restart(cluster.nodes().getFirst(), AHEAD);
        restart(cluster.nodes().get(1), BEHIND);
        pause(away);
        restart(cluster.nodes().getFirst(), "");
        restart(cluster.nodes().get(1), "");
      }
      case RESTART -> {
        for (ClusterNode each : cluster.nodes()) {
          restart(each, "");
        }
      }
      case RECORDING -> {
        killWhileItFetches(most).ifPresent(found::add);
        pause(away);
        node.start();
      }
      case BALANCER -> {
        cluster.balancer().reload();
        pause(away);
      }
    }
  }

  /// Kills a node while it fetches messages, and waits until others have fetched them.
  ///
  /// @return what is wrong, if anything is
  private Optional<String> killWhileItFetches(String node)
      throws IOException, InterruptedException {
    cluster.twilio().turn(TcpProxy.State.SILENT);
    JobTable known = Objects.requireNonNull(jobs);
    List<RecordingSid> fetched = known.fetchedBy(node);
    for (int round = 0; fetched.isEmpty() && round < MOST_ROUNDS; round++) {
      calls.leaveMessages(MESSAGES);
      fetched = known.fetchedBy(node);
    }
    List<RecordingSid> orphans = fetched;
    cluster.node(node).kill();
    long killed = System.nanoTime();
    cluster.twilio().turn(TcpProxy.State.OPEN);
    boolean areThere = await(() -> ledger.haveAll(orphans));
    Duration taken = Duration.ofNanos(System.nanoTime() - killed);
    System.err.printf(
        Locale.ROOT,
        "recording: %d messages that the node was fetching were there %.1f s after its death%n",
        orphans.size(),
        taken.toMillis() / 1000.0);
    return areThere && !orphans.isEmpty() && taken.compareTo(TAKEN_OVER) <= 0
        ? Optional.empty()
        : Optional.of("%d messages of a dead node: after %s".formatted(orphans.size(), taken));
  }

  /// What should not be there any more once nobody calls, in words: nothing, mostly. Waits for it
  /// to go.
  List<String> leftOver() throws InterruptedException {
    boolean areFree =
        await(
            () -> is0("kolan_calls_live") && is0("kolan_calls_admitted") && stuckJobs().isEmpty());
    if (areFree) {
      return List.of();
    }
    var left = new ArrayList<String>();
    for (String figure : List.of("kolan_calls_live", "kolan_calls_admitted")) {
      left.add("%s is %s with nobody on the phone".formatted(figure, cluster.sum(figure)));
    }
    left.addAll(stuckJobs());
    return left;
  }

  private List<String> stuckJobs() {
    return jobs == null ? List.of() : jobs.stuck();
  }

  private boolean is0(String figure) {
    return cluster.sum(figure).filter(value -> value == 0).isPresent();
  }

  private static void turn(ClusterNode node, TcpProxy.State state) {
    node.database().turn(state);
    node.address().turn(state);
  }

  private static void restart(ClusterNode node, String clock)
      throws IOException, InterruptedException {
    node.stop();
    node.start(clock);
  }

  private String mostUsed() throws InterruptedException {
    var _ = await(() -> !ledger.find(calls.now()).isEmpty());
    return ledger.find(calls.now()).stream()
        .map(call -> String.valueOf(call.node()))
        .filter(node -> !node.equals("null"))
        .collect(Collectors.groupingBy(node -> node, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(cluster.nodes().getFirst().name());
  }

  private long onNode(String id) {
    List<CallSid> now = calls.now();
    return ledger.find(now).stream().map(LoggedCall::node).filter(id::equals).count();
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isSo(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(LOOKS);
    }
    return true;
  }

  /// A database that is late on a busy machine is asked again.
  private static boolean isSo(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StoreException late) {
      return false;
    }
  }

  private static void pause(Duration length) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
  }
}
