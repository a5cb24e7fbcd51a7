package app.kolan.server.web;

import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.MediaSockets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;

/// What a load balancer or a person wants to know: is the server alive, is it ready for calls, and
/// how many are on the line.
final class HealthEndpoint {
  private final MediaSockets sockets;
  private final CallLimits limits;
  private final BooleanSupplier draining;
  private final StoreMonitor store;
  private final Nodes nodes;
  private final SignatureBypass bypass;
  private final EventLoopWatchdog watchdog;

  HealthEndpoint(
      MediaSockets sockets,
      CallLimits limits,
      BooleanSupplier draining,
      StoreMonitor store,
      Nodes nodes,
      SignatureBypass bypass,
      EventLoopWatchdog watchdog) {
    this.sockets = sockets;
    this.limits = limits;
    this.draining = draining;
    this.store = store;
    this.nodes = nodes;
    this.bypass = bypass;
    this.watchdog = watchdog;
  }

  /// Whether every event loop works. When one does not, only a start anew helps.
  boolean isLive() {
    return watchdog.isLive();
  }

  /// Whether calls can be taken, and what comes of them can be written down, as far as it is up to
  /// this server. A database server that is away is no reason to leave the balancer: all would
  /// leave it together, and nobody would ask the callers for a message.
  boolean isReady() {
    return !draining.getAsBoolean()
        && store.trouble().map(trouble -> trouble.code().isShared()).orElse(true);
  }

  /// The report for strangers, too: it says nothing that helps to attack.
  JsonObject report() {
    var report =
        new JsonObject()
            .put("live", isLive())
            .put("ready", isReady())
            .put("calls", sockets.count())
            .put("mostCalls", limit(limits.calls()))
            .put("mostNewCalls", limit(limits.newCalls()))
            .put("version", version());
    store
        .trouble()
        .ifPresent(
            trouble ->
                report.put(
                    "storeTrouble",
                    new JsonObject()
                        .put("code", trouble.code().name())
                        .put("since", trouble.since().toString())));
    return report;
  }

  /// The report for whoever runs the server.
  JsonObject reportToOperator() {
    JsonObject report = report();
    bypass.report().ifPresent(on -> report.put("signatureBypass", on));
    if (!nodes.isAlone()) {
      report.put("node", nodes.id()).put("nodes", nodes());
      if (!nodes.warnings().isEmpty()) {
        report.put("warnings", new JsonArray(nodes.warnings()));
      }
    }
    return report;
  }

  /// All that live, by the last sign of life.
  private JsonArray nodes() {
    var all = new JsonArray();
    for (Node node : nodes.all()) {
      if (node.isLive()) {
        all.add(
            new JsonObject()
                .put("id", node.id())
                .put("state", node.state().name())
                .put("version", node.version())
                .put("calls", node.calls())
                .put("clockSkewMillis", node.skew().toMillis()));
      }
    }
    return all;
  }

  private static Object limit(int most) {
    return most == CallLimits.UNLIMITED ? "unlimited" : most;
  }

  static String version() {
    String version = HealthEndpoint.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
