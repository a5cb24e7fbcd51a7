package app.kolan.server.web;

import app.kolan.twilio.signature.RequestBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Reads a request's body up to a bound; a larger one is answered with 413.
final class BoundedRequestBody {
  private static final int LARGEST = 64 * 1024;

  private final HttpServerRequest request;
  private final Buffer body = Buffer.buffer();
  private boolean refused;

  private BoundedRequestBody(HttpServerRequest request) {
    this.request = request;
  }

  /// Reads the body and passes it on, on the event loop.
  static void read(HttpServerRequest request, Consumer<RequestBody> use) {
    var reading = new BoundedRequestBody(request);
    request.handler(reading::take);
    request.endHandler(
        _ -> {
          if (!reading.refused) {
            use.accept(RequestBody.of(reading.body.getBytes()));
          }
        });
  }

  private void take(Buffer part) {
    if (refused) {
      return;
    }
    if (body.length() + part.length() > LARGEST) {
      refused = true;
      request.response().setStatusCode(413).putHeader("Connection", "close").end();
      return;
    }
    body.appendBuffer(part);
  }
}
