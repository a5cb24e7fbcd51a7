package app.kolan.server.console;

import app.kolan.server.console.http.ConsoleRoutes;
import app.kolan.server.web.DeferredRoutes;
import app.kolan.server.web.PublicConsole;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/// The console, opened by its first request: templates, texts and assets are no part of a start.
public final class DeferredConsole implements PublicConsole, AutoCloseable {
  private final DeferredRoutes<ConsoleRoutes> routes;

  public DeferredConsole(Vertx vertx, Console parts) {
    routes = new DeferredRoutes<>(vertx, "console", parts::open, ConsoleRoutes::close);
  }

  @Override
  public void handle(HttpServerRequest request, Arrival arrival) {
    routes.handle(
        request,
        console -> console.handle(request, arrival),
        _ -> request.response().setStatusCode(503).end());
  }

  @Override
  public void close() {
    routes.close();
  }
}
