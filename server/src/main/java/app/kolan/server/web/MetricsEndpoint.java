package app.kolan.server.web;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/// What is counted and timed, in Prometheus' text format.
final class MetricsEndpoint {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  MetricsEndpoint(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  void serve(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(metrics.get());
  }
}
