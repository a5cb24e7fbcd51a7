package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.web.PublicApi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API, opened by its first request: the contract, and the library that checks requests against
/// it, are no part of a start. Requests that come meanwhile wait for it without a thread.
public final class DeferredApi implements PublicApi, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredApi.class);

  private final Vertx vertx;
  private final Api parts;
  private @Nullable CompletableFuture<ApiRoutes> opening;
  private boolean closed;

  public DeferredApi(Vertx vertx, Api parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  @Override
  public void handle(HttpServerRequest request, String address, Runnable verified) {
    CompletableFuture<ApiRoutes> routes = opened();
    if (routes.state() == CompletableFuture.State.SUCCESS) {
      routes.resultNow().handle(request, address, verified);
      return;
    }
    Context loop = vertx.getOrCreateContext();
    request.pause();
    var _ =
        routes.whenComplete(
            (api, failure) ->
                loop.runOnContext(
                    _ -> {
                      if (failure == null) {
                        api.handle(request, address, verified);
                      } else {
                        refuse(request, loop);
                      }
                    }));
  }

  private static void refuse(HttpServerRequest request, Context loop) {
    new ApiResponse(request, loop)
        .send(new ApiProblem(Kind.BUSY, "The API cannot be opened.").answer());
  }

  private synchronized CompletableFuture<ApiRoutes> opened() {
    CompletableFuture<ApiRoutes> known = opening;
    if (known != null) {
      return known;
    }
    CompletableFuture<ApiRoutes> begun =
        closed
            ? CompletableFuture.failedFuture(new IllegalStateException("the server stops"))
            : CompletableFuture.supplyAsync(
                () -> parts.open(vertx),
                work -> Thread.ofVirtual().name("api-opening").start(work));
    var _ =
        begun.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.error("the API cannot be opened", failure);
              }
            });
    opening = begun;
    return begun;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opening != null) {
      var _ = opening.thenAccept(ApiRoutes::close);
    }
  }
}
