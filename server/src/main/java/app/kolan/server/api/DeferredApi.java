package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.web.DeferredRoutes;
import app.kolan.server.web.PublicApi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/// The API, opened by its first request: the contract, and the library that checks requests against
/// it, are no part of a start.
public final class DeferredApi implements PublicApi, AutoCloseable {
  private final DeferredRoutes<ApiRoutes> routes;

  public DeferredApi(Vertx vertx, Api parts) {
    routes = new DeferredRoutes<>(vertx, "api", parts::open, ApiRoutes::close);
  }

  @Override
  public void handle(HttpServerRequest request, String address, Runnable verified) {
    routes.handle(
        request, api -> api.handle(request, address, verified), loop -> refuse(request, loop));
  }

  private static void refuse(HttpServerRequest request, Context loop) {
    new ApiResponse(request, loop)
        .send(new ApiProblem(Kind.BUSY, "The API cannot be opened.").answer());
  }

  @Override
  public void close() {
    routes.close();
  }
}
