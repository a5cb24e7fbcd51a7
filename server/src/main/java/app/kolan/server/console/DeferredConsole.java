package app.kolan.server.console;

import app.kolan.server.console.http.ConsoleRoutes;
import app.kolan.server.web.PublicConsole;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console, opened by its first request: templates, texts and assets are no part of a start.
/// Requests that come meanwhile wait for it without a thread.
public final class DeferredConsole implements PublicConsole, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredConsole.class);

  private final Vertx vertx;
  private final Console parts;
  private @Nullable CompletableFuture<ConsoleRoutes> opening;
  private boolean closed;

  public DeferredConsole(Vertx vertx, Console parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  @Override
  public void handle(HttpServerRequest request, Arrival arrival) {
    CompletableFuture<ConsoleRoutes> routes = opened();
    if (routes.state() == CompletableFuture.State.SUCCESS) {
      routes.resultNow().handle(request, arrival);
      return;
    }
    Context loop = vertx.getOrCreateContext();
    request.pause();
    var _ =
        routes.whenComplete(
            (console, failure) ->
                loop.runOnContext(
                    _ -> {
                      if (failure == null) {
                        console.handle(request, arrival);
                      } else {
                        request.response().setStatusCode(503).end();
                      }
                    }));
  }

  private synchronized CompletableFuture<ConsoleRoutes> opened() {
    CompletableFuture<ConsoleRoutes> known = opening;
    if (known != null) {
      return known;
    }
    CompletableFuture<ConsoleRoutes> begun =
        closed
            ? CompletableFuture.failedFuture(new IllegalStateException("the server stops"))
            : CompletableFuture.supplyAsync(
                () -> parts.open(vertx),
                work -> Thread.ofVirtual().name("console-opening").start(work));
    var _ =
        begun.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.error("the console cannot be opened", failure);
              }
            });
    opening = begun;
    return begun;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opening != null) {
      var _ = opening.thenAccept(ConsoleRoutes::close);
    }
  }
}
