package app.kolan.server.web;

import app.kolan.twilio.signature.RequestBody;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads a request's body within bounds, since nothing of it is verified yet: 64 KB, ten seconds,
/// and 16 MB of what all bodies that are being read have beyond 4 KB each, which is more than
/// Twilio sends. A body beyond them is answered with 413, 408 or 503, and its connection is closed.
final class BoundedRequestBody {
  private static final int LARGEST = 64 * 1024;
  private static final int USUAL = 4 * 1024;
  private static final int TOO_SLOW = 408;
  private static final long LARGEST_ALTOGETHER = 16L * 1024 * 1024;

  /// Twilio waits 15 seconds for an answer, and sends its body at once.
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final AtomicLong ALTOGETHER = new AtomicLong();

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long deadline;
  private final Buffer body = Buffer.buffer();
  private boolean over;

  private BoundedRequestBody(Vertx vertx, HttpServerRequest request, Duration longest) {
    this.vertx = vertx;
    this.request = request;
    this.deadline = vertx.setTimer(longest.toMillis(), _ -> refuse(TOO_SLOW));
  }

  /// Reads the body and passes it on, on the event loop.
  ///
  /// @param longest how long the body may take from now
  static void read(
      Vertx vertx, HttpServerRequest request, Duration longest, Consumer<RequestBody> use) {
    var reading = new BoundedRequestBody(vertx, request, longest);
    request.handler(reading::take);
    request.exceptionHandler(_ -> reading.end());
    request.endHandler(
        _ -> {
          if (reading.end()) {
            use.accept(RequestBody.of(reading.body.getBytes()));
          }
        });
  }

  private void take(Buffer part) {
    if (over) {
      return;
    }
    if (body.length() + part.length() > LARGEST) {
      refuse(413);
      return;
    }
    int more = beyondUsual(body.length() + part.length()) - beyondUsual(body.length());
    if (more > 0 && ALTOGETHER.get() + more > LARGEST_ALTOGETHER) {
      refuse(503);
    } else {
      ALTOGETHER.addAndGet(more);
      body.appendBuffer(part);
    }
  }

  private static int beyondUsual(int length) {
    return Math.max(0, length - USUAL);
  }

  private void refuse(int status) {
    if (end()) {
      var _ =
          request
              .response()
              .setStatusCode(status)
              .putHeader("Connection", "close")
              .end()
              .onComplete(
                  _ -> {
                    if (status == TOO_SLOW) {
                      request.connection().close();
                    } else {
                      LingeringClose.of(vertx, request);
                    }
                  });
    }
  }

  /// Ends the reading; false when it has ended before. Nothing holds the body after it.
  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    vertx.cancelTimer(deadline);
    ALTOGETHER.addAndGet(-beyondUsual(body.length()));
    return true;
  }
}
