package app.kolan.bench.floor;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// A floor on the server's own stack, with the options of the server's own listener.
final class VertxFloor implements AutoCloseable {
  private static final int LONGEST_IDLE_SECONDS = 60;

  private final Vertx vertx;
  private final Queue<HttpServer> listeners = new ConcurrentLinkedQueue<>();
  private final Supplier<Echo> echoes;

  private VertxFloor(Vertx vertx, Supplier<Echo> echoes) {
    this.vertx = vertx;
    this.echoes = echoes;
  }

  /// Starts to listen.
  ///
  /// @param port 0 takes any that is free
  /// @param echoes gives one echo for each media socket
  static VertxFloor start(int port, Supplier<Echo> echoes) {
    var floor =
        new VertxFloor(Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)), echoes);
    SocketAddress address =
        port == 0
            ? SocketAddress.sharedRandomPort(1, "0.0.0.0")
            : SocketAddress.inetSocketAddress(port, "0.0.0.0");
    var loops = new DeploymentOptions().setInstances(Floor.loops());
    floor.vertx.deployVerticle(() -> floor.new Listener(address), loops).await();
    return floor;
  }

  int port() {
    return listeners.element().actualPort();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setIdleTimeout(LONGEST_IDLE_SECONDS)
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(Floor.LARGEST_LINE)
        .setMaxHeaderSize(Floor.LARGEST_LINE)
        .setMaxWebSocketFrameSize(Floor.LARGEST_FRAME)
        .setMaxWebSocketMessageSize(Floor.LARGEST_FRAME)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  private void serve(HttpServerRequest request) {
    switch (request.path()) {
      case Floor.HEALTH -> request.response().end();
      case Floor.INCOMING_CALL ->
          request
              .response()
              .putHeader("Content-Type", "application/xml")
              .end(Floor.connect(String.valueOf(request.authority())));
      case Floor.MEDIA -> request.toWebSocket().onSuccess(this::open);
      case null, default -> request.response().setStatusCode(404).end();
    }
  }

  private void open(ServerWebSocket socket) {
    Echo echo = echoes.get();
    socket.textMessageHandler(
        text -> {
          String answer = echo.answer(text);
          if (answer != null) {
            socket.writeTextMessage(answer);
          }
        });
  }

  /// One event loop: all share the port, and each keeps the connections that it is given.
  private final class Listener extends VerticleBase {
    private final SocketAddress address;

    Listener(SocketAddress address) {
      this.address = address;
    }

    @Override
    public Future<?> start() {
      HttpServer server = vertx.createHttpServer(options()).requestHandler(VertxFloor.this::serve);
      listeners.add(server);
      return server.listen(address);
    }
  }
}
