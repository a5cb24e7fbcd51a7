package app.kolan.server.http;

import app.kolan.carrier.signature.SignatureCheck;
import app.kolan.server.config.Config;
import app.kolan.server.line.MediaSockets;
import app.kolan.server.line.Webhooks;
import app.kolan.server.speech.PromptLibrary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// The HTTP and WebSocket server.
///
/// HTTP/1.1 alone, as Twilio speaks it; no compression on sockets, which Twilio never offers.
public final class WebServer implements AutoCloseable {
  private static final int LARGEST_LINE = 16 * 1024;
  private static final int LARGEST_FRAME = 256 * 1024;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final HttpServer server;

  private WebServer(HttpServer server) {
    this.server = server;
  }

  /// Starts to listen.
  ///
  /// @param threads where webhooks are answered
  /// @param draining whether the server is about to stop
  /// @throws IOException when the port cannot be had
  public static WebServer start(
      Vertx vertx,
      Config config,
      SignatureCheck signatures,
      Webhooks webhooks,
      MediaSockets sockets,
      PromptLibrary prompts,
      Executor threads,
      BooleanSupplier draining)
      throws IOException {
    var requestUrl = new RequestUrl(config.publicUrl(), config.trustedProxies());
    var routes =
        new Routes(
            vertx,
            new SignatureGate(signatures, requestUrl),
            requestUrl,
            webhooks,
            sockets,
            new SoundFiles(prompts),
            new Health(sockets, draining),
            threads);
    return listen(vertx, config.port(), routes.router());
  }

  private static WebServer listen(Vertx vertx, int port, Router router) throws IOException {
    var options =
        new HttpServerOptions()
            .setPort(port)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(LARGEST_LINE)
            .setMaxHeaderSize(LARGEST_LINE)
            .setMaxWebSocketFrameSize(LARGEST_FRAME)
            .setMaxWebSocketMessageSize(LARGEST_FRAME)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    HttpServer server = vertx.createHttpServer(options).requestHandler(router);
    try {
      await(server.listen());
    } catch (ExecutionException e) {
      throw new IOException("port " + port + " cannot be listened on", e.getCause());
    }
    return new WebServer(server);
  }

  public int port() {
    return server.actualPort();
  }

  /// Takes no more connections, and closes those that are open.
  @Override
  public void close() {
    try {
      await(server.close());
    } catch (ExecutionException | IOException e) {
      throw new IllegalStateException("the web server could not be closed", e);
    }
  }

  private static <T> void await(Future<T> future) throws ExecutionException, IOException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the web server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
