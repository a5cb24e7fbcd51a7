package app.kolan.server.web;

import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.MediaSockets;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;

/// What a load balancer or a person wants to know: is the server alive, is it ready for calls, and
/// how many are on the line.
final class HealthEndpoint {
  private final MediaSockets sockets;
  private final CallLimits limits;
  private final BooleanSupplier draining;
  private final SignatureBypass bypass;

  HealthEndpoint(
      MediaSockets sockets, CallLimits limits, BooleanSupplier draining, SignatureBypass bypass) {
    this.sockets = sockets;
    this.limits = limits;
    this.draining = draining;
    this.bypass = bypass;
  }

  boolean isReady() {
    return !draining.getAsBoolean();
  }

  JsonObject report() {
    var report =
        new JsonObject()
            .put("live", true)
            .put("ready", isReady())
            .put("calls", sockets.count())
            .put("mostCalls", limit(limits.calls()))
            .put("mostNewCalls", limit(limits.newCalls()))
            .put("version", version());
    bypass.report().ifPresent(on -> report.put("signatureBypass", on));
    return report;
  }

  private static Object limit(int most) {
    return most == CallLimits.UNLIMITED ? "unlimited" : most;
  }

  static String version() {
    String version = HealthEndpoint.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
