package app.kolan.stubs;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server on loopback that plays a provider. Subclasses write the provider's protocol and know
/// nothing of failure modes: those act on the connection below.
///
/// Thread-safe. A subclass is called on one thread.
public abstract class ProviderStub implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
  private final List<StubRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger heads = new AtomicInteger();
  private final AtomicInteger openSockets = new AtomicInteger();
  private final AtomicInteger openAnswers = new AtomicInteger();
  private final FailureState failure = new FailureState(vertx);
  private volatile @Nullable HttpServer server;
  private volatile @Nullable ClosedPort closedPort;
  private volatile int port;

  /// Answers a request; may continue after it has returned.
  protected void answer(StubRequest request, StubResponse answer) {
    answer.status(404).end();
  }

  /// Serves a new socket.
  ///
  /// @return false to reject the handshake with 404
  protected boolean talk(StubSocket talk) {
    return false;
  }

  /// Checks the handshake of a socket, such as its key.
  ///
  /// @return the status that rejects it, or 101 to accept it
  protected int judge(StubRequest handshake) {
    return 101;
  }

  /// Starts the server; to be called once.
  public final void start() {
    listen(0);
  }

  /// `http://127.0.0.1:PORT`
  public final URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// `ws://127.0.0.1:PORT`
  public final URI socketUrl() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  /// All requests and handshakes so far, in order.
  public final List<StubRequest> requests() {
    return List.copyOf(requests);
  }

  /// How often only the head of a page was asked for, as clients do to have a connection; these are
  /// none of [#requests], and no failure mode concerns them.
  public final int heads() {
    return heads.get();
  }

  /// The number of requests whose response is not complete.
  public final int openAnswers() {
    return openAnswers.get();
  }

  /// The number of open sockets.
  public final int openSockets() {
    return openSockets.get();
  }

  /// Fails from the next piece of any response on, in open connections too.
  public final void failWith(FailureMode failureMode) {
    failWith(failureMode, 1);
  }

  /// Fails; a mode that breaks a response half-way takes effect after this many pieces or messages.
  public final void failWith(FailureMode failureMode, int healthyPieces) {
    failure.begin(failureMode, healthyPieces);
    if (failureMode == FailureMode.UNREACHABLE) {
      stopListening();
    }
  }

  /// The delay of responses with [FailureMode#SLOW]; ten seconds by default.
  public final void slowness(Duration slowness) {
    failure.slowness(slowness);
  }

  /// Works again, at the same address.
  public final void recover() {
    ClosedPort closed = closedPort;
    failure.end();
    if (closed != null) {
      closedPort = null;
      closed.close();
      listen(port);
    }
  }

  @Override
  public final void close() {
    ClosedPort closed = closedPort;
    if (closed != null) {
      closed.close();
    }
    vertx.close().await();
  }

  private void listen(int wanted) {
    HttpServer opened =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                    .setMaxWebSocketMessageSize(LARGEST_MESSAGE))
            .requestHandler(this::receive)
            .webSocketHandshakeHandler(
                handshake -> {
                  StubRequest request =
                      note(handshake.headers(), "GET", handshake.uri(), new byte[0]);
                  FailureMode now = failure.mode();
                  Integer rejection = now == null ? null : now.rejection();
                  int judgement = rejection == null ? judge(request) : rejection;
                  if (judgement != 101) {
                    handshake.reject(judgement);
                  } else if (now != FailureMode.NEVER_ANSWERS) {
                    failure.later(now, () -> accept(handshake, request));
                  }
                });
    opened.listen(wanted, "127.0.0.1").await();
    server = opened;
    port = opened.actualPort();
  }

  private void accept(ServerWebSocketHandshake handshake, StubRequest request) {
    var _ = handshake.accept().onSuccess(socket -> open(socket, request));
  }

  private void stopListening() {
    HttpServer open = server;
    if (open != null && closedPort == null) {
      open.close().await();
      closedPort = new ClosedPort(port);
    }
  }

  private void open(ServerWebSocket socket, StubRequest handshake) {
    openSockets.incrementAndGet();
    var talk = new VertxStubSocket(vertx, failure, socket, handshake);
    socket.closeHandler(
        _ -> {
          openSockets.decrementAndGet();
          talk.closed();
        });
    if (!talk(talk)) {
      talk.close(1008, "nothing here");
    }
  }

  private void receive(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.HEAD)) {
      heads.incrementAndGet();
      var _ = request.response().setStatusCode(404).end();
      return;
    }
    var over = new AtomicBoolean();
    Runnable end =
        () -> {
          if (over.compareAndSet(false, true)) {
            openAnswers.decrementAndGet();
          }
        };
    openAnswers.incrementAndGet();
    request.response().endHandler(_ -> end.run());
    request.response().closeHandler(_ -> end.run());
    request
        .body()
        .onSuccess(
            body -> {
              StubRequest noted =
                  note(request.headers(), request.method().name(), request.uri(), body.getBytes());
              var answer = new WireAnswer(vertx, failure, request.response(), request.connection());
              FailureMode now = failure.mode();
              Integer rejection = now == null ? null : now.rejection();
              if (rejection != null) {
                refuse(request.response(), rejection);
              } else if (now == FailureMode.DIES_BEFORE_ANSWER) {
                request.connection().close();
              } else if (now != FailureMode.NEVER_ANSWERS) {
                failure.later(now, () -> answer(noted, answer));
              }
            });
  }

  /// The body of an error response, in the provider's format.
  protected String rejectionBody(int status) {
    return "{\"error\":{\"code\":\"stand_in_%d\",\"message\":\"wrong key sk-SECRET\"}}"
        .formatted(status);
  }

  private void refuse(HttpServerResponse response, int status) {
    response.setStatusCode(status).putHeader("Content-Type", "application/json");
    if (status == 429) {
      response.putHeader("Retry-After", "20");
    }
    response.end(rejectionBody(status));
  }

  private StubRequest note(MultiMap headers, String method, String uri, byte[] body) {
    StubRequest request = StubRequest.of(method, URI.create(uri), headers, body);
    requests.add(request);
    return request;
  }
}
