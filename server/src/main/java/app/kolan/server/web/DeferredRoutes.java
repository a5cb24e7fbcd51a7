package app.kolan.server.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A part of the server that its first request opens, so that it is no part of a start. Requests
/// that come meanwhile wait for it without a thread. When it cannot be opened, requests are
/// refused, and one that comes ten seconds later or more has it tried again.
///
/// @param <R> what answers the requests
public final class DeferredRoutes<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeferredRoutes.class);
  private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String name;
  private final Function<Vertx, R> open;
  private final Consumer<R> close;
  private final LongSupplier nanos;
  private @Nullable CompletableFuture<R> opening;
  private long begunAt;
  private boolean closed;

  /// @param name in the log, and of the thread that opens it
  public DeferredRoutes(Vertx vertx, String name, Function<Vertx, R> open, Consumer<R> close) {
    this(vertx, name, open, close, System::nanoTime);
  }

  DeferredRoutes(
      Vertx vertx, String name, Function<Vertx, R> open, Consumer<R> close, LongSupplier nanos) {
    this.vertx = vertx;
    this.name = name;
    this.open = open;
    this.close = close;
    this.nanos = nanos;
  }

  /// Has a request answered, on its event loop.
  ///
  /// @param refuse answers it when the routes cannot be opened
  public void handle(HttpServerRequest request, Consumer<R> answer, Consumer<Context> refuse) {
    CompletableFuture<R> routes = opened();
    if (routes.state() == CompletableFuture.State.SUCCESS) {
      answer.accept(routes.resultNow());
      return;
    }
    Context loop = vertx.getOrCreateContext();
    request.pause();
    var _ =
        routes.whenComplete(
            (found, failure) ->
                loop.runOnContext(
                    _ -> {
                      if (failure == null) {
                        answer.accept(found);
                      } else {
                        refuse.accept(loop);
                      }
                    }));
  }

  private synchronized CompletableFuture<R> opened() {
    CompletableFuture<R> known = opening;
    if (known != null && (closed || !mayBeTriedAgain(known))) {
      return known;
    }
    begunAt = nanos.getAsLong();
    CompletableFuture<R> begun =
        closed
            ? CompletableFuture.failedFuture(new IllegalStateException("the server stops"))
            : CompletableFuture.supplyAsync(
                () -> open.apply(vertx),
                work -> Thread.ofVirtual().name(name + "-opening").start(work));
    var _ =
        begun.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.atError()
                    .addKeyValue("part", name)
                    .setCause(failure)
                    .log("a part of the server cannot be opened");
              }
            });
    opening = begun;
    return begun;
  }

  private boolean mayBeTriedAgain(CompletableFuture<R> known) {
    return known.isCompletedExceptionally()
        && nanos.getAsLong() - begunAt >= UNTIL_NEXT_TRY.toNanos();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (opening != null) {
      var _ = opening.thenAccept(close);
    }
  }
}
