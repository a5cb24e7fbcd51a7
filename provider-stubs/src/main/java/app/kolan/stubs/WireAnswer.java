package app.kolan.stubs;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;

/// A response over HTTP. Used by one thread.
final class WireAnswer implements StubResponse {
  private final Vertx vertx;
  private final FailureState failure;
  private final HttpServerResponse response;
  private final HttpConnection connection;
  private int pieces;
  private boolean stalled;

  WireAnswer(
      Vertx vertx, FailureState failure, HttpServerResponse response, HttpConnection connection) {
    this.vertx = vertx;
    this.failure = failure;
    this.response = response;
    this.connection = connection;
    response.setChunked(true);
  }

  @Override
  public StubResponse status(int status) {
    response.setStatusCode(status);
    return this;
  }

  @Override
  public StubResponse header(String name, String value) {
    response.putHeader(name, value);
    return this;
  }

  @Override
  public void write(byte[] piece) {
    if (response.ended() || response.closed() || strikes()) {
      return;
    }
    pieces++;
    boolean nonsense = failure.mode() == FailureMode.TALKS_NONSENSE;
    response.write(nonsense ? Buffer.buffer("<html>\u0000 no such thing") : Buffer.buffer(piece));
  }

  @Override
  public void end() {
    if (!response.ended() && !response.closed() && !strikes()) {
      response.end();
    }
  }

  @Override
  public void after(long millis, Runnable task) {
    vertx.setTimer(Math.max(1, millis), _ -> task.run());
  }

  @Override
  public boolean abandoned() {
    return !response.ended() && response.closed();
  }

  private boolean strikes() {
    FailureMode now = failure.mode();
    boolean due = failure.isDue(pieces);
    if (now == FailureMode.DIES_HALF_WAY && due) {
      connection.close();
      return true;
    }
    stalled |= now == FailureMode.NEVER_ANSWERS || (now == FailureMode.STALLS_HALF_WAY && due);
    return stalled;
  }
}
