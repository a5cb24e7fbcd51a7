package app.kolan.server.web;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// What is counted and timed, in Prometheus' text format, for whoever asks on this machine. To
/// everybody else it is not there.
final class MetricsEndpoint {
  static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  MetricsEndpoint(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  void serve(RoutingContext context) {
    if (!LocalOnly.allows(context.request())) {
      context.response().setStatusCode(404).end();
      return;
    }
    context
        .response()
        .putHeader("Content-Type", TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(metrics.get());
  }
}
