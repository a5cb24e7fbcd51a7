package app.kolan.server.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What operators and their programs ask for: health, metrics, and the rejected requests. Whoever
/// can connect to the management listener may read all of it; the listener's address is the bound.
final class ManagementPages {
  static final String HEALTH = "/health";
  static final String LIVE = "/health/live";
  static final String READY = "/health/ready";

  /// For balancers that tell a node that stops from one that is dead by its answer.
  static final String DRAIN = "/health/drain";

  static final String METRICS = "/metrics";
  static final String REJECTED_REQUESTS = "/diagnostics/refused";

  private final HealthEndpoint health;
  private final RejectedRequestsEndpoint rejectedRequests;
  private final MetricsEndpoint metrics;
  private final @Nullable NodeEndpoint nodes;

  /// @param nodes answers other nodes; null where there are none
  ManagementPages(
      HealthEndpoint health,
      RejectedRequestsEndpoint rejectedRequests,
      MetricsEndpoint metrics,
      @Nullable NodeEndpoint nodes) {
    this.nodes = nodes;
    this.health = health;
    this.rejectedRequests = rejectedRequests;
    this.metrics = metrics;
  }

  /// The router of the management listener.
  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.get(LIVE).handler(this::live);
    router.get(DRAIN).handler(this::drain);
    addHealth(router, page -> page, _ -> true);
    addDiagnostics(router, page -> page);
    if (nodes != null) {
      nodes.addTo(router, vertx);
    }
    return router;
  }

  /// Says whether the server works, and no more: on the public listener too, where it shows from
  /// another network whether the way to the server is open.
  void live(RoutingContext context) {
    context.response().setStatusCode(health.isLive() ? 200 : 503).end();
  }

  /// Adds what tells nothing of calls or requests.
  ///
  /// @param guard what stands before each page
  /// @param isOperator whether a request may come from whoever runs the server
  void addHealth(Router router, Guard guard, Predicate<HttpServerRequest> isOperator) {
    router
        .get(HEALTH)
        .handler(
            guard.of(
                context ->
                    context.json(
                        isOperator.test(context.request())
                            ? health.reportToOperator()
                            : health.report())));
    router.get(READY).handler(guard.of(this::ready));
  }

  /// Adds what not everybody should read.
  ///
  /// @param guard what stands before each page
  void addDiagnostics(Router router, Guard guard) {
    router.get(METRICS).handler(guard.of(metrics::serve));
    router.get(REJECTED_REQUESTS).handler(guard.of(rejectedRequests::serve));
  }

  /// 200 while new callers may come, 404 while only those who are there are served, as haproxy's
  /// `disable-on-404` has it, and 503 when nobody is.
  private void drain(RoutingContext context) {
    int status = !health.isLive() ? 503 : health.isReady() ? 200 : 404;
    context.response().setStatusCode(status).end();
  }

  private void ready(RoutingContext context) {
    context.response().setStatusCode(health.isReady() ? 200 : 503).end();
  }

  /// Wraps the handler of a page.
  interface Guard {
    Handler<RoutingContext> of(Handler<RoutingContext> page);
  }
}
