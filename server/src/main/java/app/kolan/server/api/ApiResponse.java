package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.web.LingeringClose;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The answer to one request, which is sent once. Any thread may use it; the event loop sends.
final class ApiResponse {
  private static final long READING_MILLIS = 30_000;

  /// Half of what telephone audio has.
  private static final long BYTES_A_MILLISECOND = 4;

  private final HttpServerRequest request;
  private final Context loop;
  private final AtomicBoolean sent = new AtomicBoolean();
  private volatile RateLimits.@Nullable Found rate;
  private long timer;
  private volatile @Nullable Vertx timers;

  ApiResponse(HttpServerRequest request, Context loop) {
    this.request = request;
    this.loop = loop;
  }

  void rate(RateLimits.Found found) {
    rate = found;
  }

  /// Says that it is not available when nothing was sent by then.
  void limit(Vertx vertx, long millis) {
    timer =
        vertx.setTimer(
            millis,
            _ ->
                send(
                    new ApiProblem(Kind.BUSY, "It has taken too long.")
                        .answer()
                        .with("Connection", "close")));
    timers = vertx;
  }

  /// Takes the response for a stream; false when something was sent already.
  boolean claim() {
    boolean first = sent.compareAndSet(false, true);
    Vertx vertx = timers;
    if (first && vertx != null) {
      vertx.cancelTimer(timer);
    }
    return first;
  }

  void send(ApiAnswer answer) {
    if (claim()) {
      loop.runOnContext(_ -> write(answer));
    }
  }

  private void write(ApiAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    prepare(response);
    answer.headers().forEach(response::putHeader);
    ApiAnswer.Slice file = answer.file();
    ApiAnswer.Stream stream = answer.stream();
    boolean head = request.method().name().equals("HEAD");
    if (stream != null && head) {
      var _ = response.end();
    } else if (stream != null) {
      response.setChunked(true);
      StreamedBody.write(stream, response, request.connection(), loop);
    } else if (file != null && !head) {
      sendFile(response, file);
    } else if (file != null) {
      response.putHeader("Content-Length", Long.toString(file.length()));
      var _ = response.end();
    } else {
      Buffer body = Buffer.buffer(answer.body() == null ? "" : answer.body());
      boolean closes = "close".equals(answer.headers().get("Connection"));
      if (head) {
        response.putHeader("Content-Length", Integer.toString(body.length()));
      }
      var _ =
          (head ? response.end() : response.end(body))
              .onComplete(
                  _ -> {
                    if (closes) {
                      LingeringClose.of(loop.owner(), request);
                    }
                  });
      if (closes) {
        return;
      }
    }
    request.resume();
  }

  /// Who reads more slowly than the sound plays, and half a minute besides, is cut off: each reader
  /// holds a file open. He can ask for the rest.
  private void sendFile(HttpServerResponse response, ApiAnswer.Slice file) {
    Vertx vertx = timers;
    long cutOff =
        vertx == null
            ? -1
            : vertx.setTimer(
                READING_MILLIS + file.length() / BYTES_A_MILLISECOND,
                _ -> request.connection().close());
    var _ =
        response
            .sendFile(file.path().toString(), file.offset(), file.length())
            .onComplete(
                done -> {
                  if (vertx != null) {
                    vertx.cancelTimer(cutOff);
                  }
                  if (done.failed()) {
                    request.connection().close();
                  }
                });
  }

  /// The headers that every answer has.
  void prepare(HttpServerResponse response) {
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    RateLimits.Found found = rate;
    if (found != null) {
      response.putHeader("RateLimit-Limit", Integer.toString(found.limit()));
      response.putHeader("RateLimit-Remaining", Integer.toString(found.remaining()));
      response.putHeader("RateLimit-Reset", Long.toString(found.resetSeconds()));
      if (!found.allowed()) {
        response.putHeader("Retry-After", Long.toString(found.resetSeconds()));
      }
    }
  }
}
