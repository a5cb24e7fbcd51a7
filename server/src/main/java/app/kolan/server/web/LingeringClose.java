package app.kolan.server.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/// Closes a connection after its answer, although the client may still be sending its body, as when
/// that is too large. What it sends is read and dropped, since a connection that is closed over
/// bytes that nobody has read is reset, and the client may lose the answer by that. It lasts until
/// the body ends, nothing comes for two seconds, or ten seconds are over.
///
/// Source: RFC 9112, section 9.6
public final class LingeringClose {
  private static final long LONGEST_SILENCE_MILLIS = 2_000;
  private static final long LONGEST_MILLIS = 10_000;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long limit;
  private long silence;

  private LingeringClose(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
    limit = vertx.setTimer(LONGEST_MILLIS, _ -> close());
    silence = silence();
  }

  /// Begins it, on the request's event loop, once its answer is written.
  public static void of(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    var closing = new LingeringClose(vertx, request);
    request.exceptionHandler(_ -> closing.close());
    request.handler(_ -> closing.heard());
    request.endHandler(_ -> closing.close());
    request.resume();
  }

  private long silence() {
    return vertx.setTimer(LONGEST_SILENCE_MILLIS, _ -> close());
  }

  private void heard() {
    vertx.cancelTimer(silence);
    silence = silence();
  }

  private void close() {
    vertx.cancelTimer(silence);
    vertx.cancelTimer(limit);
    request.connection().close();
  }
}
