package app.kolan.server.console.http;

import app.kolan.server.web.LingeringClose;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The response to one request, which is sent once. Any thread may use it; the event loop sends.
final class ConsoleResponse {
  private static final long READING_MILLIS = 30_000;

  /// Half of what telephone audio has.
  private static final long BYTES_A_MILLISECOND = 4;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Context loop;
  private final String nonce;
  private final AtomicBoolean sent = new AtomicBoolean();
  private long timer = -1;

  ConsoleResponse(Vertx vertx, HttpServerRequest request, Context loop, String nonce) {
    this.vertx = vertx;
    this.request = request;
    this.loop = loop;
    this.nonce = nonce;
  }

  /// Sends something else when nothing was sent by then.
  void limit(long millis, PageAnswer late) {
    timer = vertx.setTimer(millis, _ -> send(late.with("Connection", "close")));
  }

  void send(PageAnswer answer) {
    if (sent.compareAndSet(false, true)) {
      PageAnswer shorter = compressed(answer);
      loop.runOnContext(_ -> write(shorter));
    }
  }

  private PageAnswer compressed(PageAnswer answer) {
    if (answer.isHtml()
        && answer.body() instanceof PageAnswer.Body.Bytes(var bytes)
        && Compression.isWanted(request.getHeader("Accept-Encoding"))) {
      byte @Nullable [] gzipped = Compression.gzip(bytes, Compression.QUICK);
      if (gzipped != null) {
        return new PageAnswer(
                answer.status(),
                answer.headers(),
                answer.cookies(),
                new PageAnswer.Body.Bytes(gzipped))
            .with("Content-Encoding", "gzip");
      }
    }
    return answer;
  }

  private void write(PageAnswer answer) {
    vertx.cancelTimer(timer);
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (answer.body() instanceof PageAnswer.Body.Socket(var accept)) {
      var _ = request.toWebSocket().onSuccess(accept::accept);
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("Vary", "Accept-Encoding, Cookie");
    SecurityHeaders.of(nonce).forEach(response::putHeader);
    answer.headers().forEach(response::putHeader);
    answer.cookies().forEach(cookie -> response.headers().add("Set-Cookie", cookie));
    boolean closes = "close".equals(answer.headers().get("Connection"));
    switch (answer.body()) {
      case PageAnswer.Body.Bytes(var bytes) -> end(response, Buffer.buffer(bytes), closes);
      case PageAnswer.Body.File file -> sendFile(response, file);
      case PageAnswer.Body.Stream _ when isHead() -> end(response, Buffer.buffer(), closes);
      case PageAnswer.Body.Stream(var begin) -> {
        request.resume();
        begin.accept(request);
        return;
      }
      case PageAnswer.Body.Socket _ -> throw new IllegalStateException("a socket has no response");
      case null -> end(response, Buffer.buffer(), closes);
    }
    if (!closes) {
      request.resume();
    }
  }

  private boolean isHead() {
    return request.method().name().equals("HEAD");
  }

  private void end(HttpServerResponse response, Buffer body, boolean closes) {
    if (isHead()) {
      response.putHeader("Content-Length", Integer.toString(body.length()));
    }
    var _ =
        (isHead() ? response.end() : response.end(body))
            .onComplete(
                _ -> {
                  if (closes) {
                    LingeringClose.of(vertx, request);
                  }
                });
  }

  /// Who reads more slowly than the sound plays, and half a minute besides, is cut off.
  private void sendFile(HttpServerResponse response, PageAnswer.Body.File file) {
    if (isHead()) {
      response.putHeader("Content-Length", Long.toString(file.length()));
      var _ = response.end();
      return;
    }
    long cutOff =
        vertx.setTimer(
            READING_MILLIS + file.length() / BYTES_A_MILLISECOND,
            _ -> request.connection().close());
    var _ =
        response
            .sendFile(file.path().toString(), file.offset(), file.length())
            .onComplete(
                done -> {
                  vertx.cancelTimer(cutOff);
                  if (done.failed()) {
                    request.connection().close();
                  }
                });
  }
}
