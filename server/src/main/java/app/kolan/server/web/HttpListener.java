package app.kolan.server.web;

import app.kolan.server.settings.Setting;
import app.kolan.server.telephony.echo.EchoReport;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A port that is listened on, by one event loop or several.
///
/// HTTP/1.1 alone, as Twilio speaks it; no compression on sockets, which Twilio never offers.
final class HttpListener implements AutoCloseable {
  private static final int LONGEST_IDLE_SECONDS = 60;
  private static final int LARGEST_LINE = 16 * 1024;
  private static final int LARGEST_FRAME = 256 * 1024;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  /// A machine that is just booting may be this busy.
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final List<HttpServer> servers;
  private final List<Context> loops;

  private HttpListener(List<HttpServer> servers, List<Context> loops) {
    this.servers = servers;
    this.loops = loops;
  }

  /// The event loops that share the port.
  List<Context> loops() {
    return loops;
  }

  /// Starts to listen.
  ///
  /// @param setting the setting that `port` comes from, which the message of a failure names
  /// @param port 0 takes a free one
  /// @param eventLoops how many event loops share the port
  /// @param connections what bounds the connections of strangers
  /// @throws IOException when the port cannot be listened on; its message names the remedy
  static HttpListener open(
      Vertx vertx,
      Setting setting,
      String host,
      int port,
      int eventLoops,
      Handler<HttpServerRequest> handler,
      UnverifiedConnections connections)
      throws IOException {
    return open(
        vertx, setting, host, port, eventLoops, handler, connections, IdleConnections.ofProcess());
  }

  /// The same.
  ///
  /// @param idle closes idle connections when descriptors run short
  static HttpListener open(
      Vertx vertx,
      Setting setting,
      String host,
      int port,
      int eventLoops,
      Handler<HttpServerRequest> handler,
      UnverifiedConnections connections,
      IdleConnections idle)
      throws IOException {
    var options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setIdleTimeout(LONGEST_IDLE_SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(LARGEST_LINE)
            .setMaxHeaderSize(LARGEST_LINE)
            .setMaxWebSocketFrameSize(LARGEST_FRAME)
            .setMaxWebSocketMessageSize(LARGEST_FRAME)
            // Responses are sent on their event loop alone. So they need no queue before it, of
            // whose 4 KiB each media socket would keep hold from its upgrade on.
            .setStrictThreadMode(true)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    SocketAddress address =
        port == 0 && eventLoops > 1
            ? SocketAddress.sharedRandomPort(1, host)
            : SocketAddress.inetSocketAddress(port, host);
    var servers = new ConcurrentLinkedQueue<HttpServer>();
    var contexts = new ConcurrentLinkedQueue<Context>();
    var loops = new DeploymentOptions().setInstances(eventLoops);
    try {
      await(
          vertx.deployVerticle(
              () -> new Loop(options, address, handler, connections, idle, servers, contexts),
              loops),
          LONGEST_START);
    } catch (ExecutionException e) {
      throw new IOException(cannotListen(setting, host, port, e.getCause()), e.getCause());
    }
    return new HttpListener(List.copyOf(servers), List.copyOf(contexts));
  }

  private static String cannotListen(
      Setting setting, String host, int port, @Nullable Throwable cause) {
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    String why = message.isEmpty() ? "" : " (" + message + ")";
    return "port %d of %s cannot be listened on%s: %s"
        .formatted(port, host, why, remedy(setting.environment(), host, port, message));
  }

  private static String remedy(String variable, String host, int port, String message) {
    if (message.contains("ermission denied")) {
      return "ports below 1024 are for root; set %s to a higher one, and let the proxy or the firewall pass %d on to it"
          .formatted(variable, port);
    }
    boolean foreign =
        message.contains("assign requested address")
            || message.contains("resolve")
            || message.contains("not known");
    if (foreign) {
      return "%s is no address of this machine; set %s to one, such as 0.0.0.0 or 127.0.0.1"
          .formatted(host, variable.replace("_PORT", "_HOST"));
    }
    return "stop the program that has it, or set %s to another".formatted(variable);
  }

  /// One event loop: it keeps the connections that it accepts.
  private static final class Loop extends VerticleBase {
    private final HttpServerOptions options;
    private final SocketAddress address;
    private final Handler<HttpServerRequest> handler;
    private final UnverifiedConnections connections;
    private final IdleConnections idle;
    private final Queue<HttpServer> servers;
    private final Queue<Context> contexts;

    Loop(
        HttpServerOptions options,
        SocketAddress address,
        Handler<HttpServerRequest> handler,
        UnverifiedConnections connections,
        IdleConnections idle,
        Queue<HttpServer> servers,
        Queue<Context> contexts) {
      this.options = options;
      this.address = address;
      this.handler = handler;
      this.connections = connections;
      this.idle = idle;
      this.servers = servers;
      this.contexts = contexts;
    }

    @Override
    public Future<?> start() {
      contexts.add(context);
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(
                  connection -> {
                    UnreadBytesLimit.on(connection);
                    ReadingInTurn.on(connection);
                    ForeignProtocolAnswer.on(connection);
                    Channel channel = NettyChannels.of(connection);
                    idle.opened(channel);
                    connections.opened(connection);
                    // Vert.x tells no more of a connection once it is a socket. One that is closed
                    // by now is told of at once.
                    channel
                        .closeFuture()
                        .addListener(
                            _ -> {
                              connections.closed(channel);
                              idle.closed(channel);
                            });
                  })
              .invalidRequestHandler(Loop::answerInvalid)
              .requestHandler(
                  request -> {
                    idle.began(request);
                    handler.handle(request);
                  });
      servers.add(server);
      return server.listen(address);
    }

    /// A request that is no HTTP gets what Vert.x answers, with the mark of Kolan.
    private static void answerInvalid(HttpServerRequest request) {
      request.response().putHeader(EchoReport.MARKER, "1");
      HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }
  }

  /// The port that is listened on.
  int port() {
    return servers.getFirst().actualPort();
  }

  /// Takes no more requests, lets those under way be answered, and closes the connections.
  @Override
  public void close() {
    try {
      await(
          Future.all(servers.stream().map(HttpListener::shutDown).toList()),
          LONGEST_STOP.multipliedBy(2));
    } catch (ExecutionException | IOException e) {
      throw new IllegalStateException("the web server could not be closed", e);
    }
  }

  private static Future<Void> shutDown(HttpServer server) {
    return server.shutdown(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
  }

  private static <T> void await(Future<T> future, Duration atMost)
      throws ExecutionException, IOException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the web server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
