package app.kolan.server.web;

import app.kolan.server.calltrace.Tapes;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.rejection.Rejections;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.Webhooks;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureSettings;
import app.kolan.twilio.webhook.CallSid;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The HTTP and WebSocket server.
///
/// HTTP/1.1 alone, as Twilio speaks it; no compression on sockets, which Twilio never offers.
public final class WebServer implements AutoCloseable {
  private static final int LONGEST_IDLE_SECONDS = 60;
  private static final int LARGEST_LINE = 16 * 1024;
  private static final int LARGEST_FRAME = 256 * 1024;

  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  private final List<HttpServer> listeners;

  private WebServer(List<HttpServer> listeners) {
    this.listeners = listeners;
  }

  /// Starts to listen.
  ///
  /// @param accountSid the account at Twilio, for the explanation of rejected requests
  /// @param limits how many calls may talk, as health reports it
  /// @param proofs lets the doctor ask what arrives
  /// @param tapes where webhooks are recorded
  /// @param threads where webhooks are answered
  /// @param knownCall whether a call has come in
  /// @param draining whether the server is about to stop
  /// @param metrics what is counted and timed, as text
  /// @throws IOException when the port cannot be had
  public static WebServer start(
      Vertx vertx,
      WebSettings settings,
      String accountSid,
      CallLimits limits,
      SignatureCheck signatures,
      DoctorProofVerifier proofs,
      Webhooks webhooks,
      MediaSockets sockets,
      PromptLibrary prompts,
      Tapes tapes,
      Executor threads,
      Predicate<CallSid> knownCall,
      BooleanSupplier draining,
      Supplier<String> metrics,
      InstantSource clock)
      throws IOException {
    var requestUrl = new RequestUrl(settings.publicUrl(), settings.trustedProxies());
    var bypass = SignatureBypass.begin(settings.signatureBypass(), clock);
    bypass.announce();
    var rejections = new Rejections(signatureSettings(settings, accountSid, signatures), threads, clock);
    var routes =
        new Routes(
            vertx,
            new SignatureFilter(signatures, requestUrl, bypass, rejections),
            requestUrl,
            webhooks,
            sockets,
            new PromptAudioRoute(prompts),
            tapes,
            new HealthEndpoint(sockets, limits, draining, bypass),
            new EchoRoute(proofs, signatures, requestUrl),
            new RejectedRequestsEndpoint(rejections),
            new MetricsEndpoint(metrics),
            knownCall,
            threads);
    return listen(vertx, settings.host(), settings.port(), routes.router());
  }

  private static SignatureSettings signatureSettings(
      WebSettings settings, String accountSid, SignatureCheck signatures) {
    PublicUrl publicUrl = settings.publicUrl();
    return new SignatureSettings(
        publicUrl == null ? null : publicUrl.toString(),
        signatures.tokens(),
        accountSid,
        settings.port(),
        false);
  }

  private static WebServer listen(Vertx vertx, String host, int port, Router router)
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
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    SocketAddress address =
        port == 0
            ? SocketAddress.sharedRandomPort(1, host)
            : SocketAddress.inetSocketAddress(port, host);
    var listeners = new ConcurrentLinkedQueue<HttpServer>();
    var loops = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    try {
      await(vertx.deployVerticle(() -> new Listener(options, address, router, listeners), loops));
    } catch (ExecutionException e) {
      throw new IOException("port " + port + " cannot be listened on", e.getCause());
    }
    return new WebServer(List.copyOf(listeners));
  }

  /// One event loop of the server: they share the port, and each keeps the connections it is given.
  private static final class Listener extends VerticleBase {
    private final HttpServerOptions options;
    private final SocketAddress address;
    private final Router router;
    private final Queue<HttpServer> listeners;

    Listener(
        HttpServerOptions options,
        SocketAddress address,
        Router router,
        Queue<HttpServer> listeners) {
      this.options = options;
      this.address = address;
      this.router = router;
      this.listeners = listeners;
    }

    @Override
    public Future<?> start() {
      HttpServer server = vertx.createHttpServer(options).requestHandler(router);
      listeners.add(server);
      return server.listen(address);
    }
  }

  public int port() {
    return listeners.getFirst().actualPort();
  }

  /// Takes no more requests, lets those under way be answered, and closes the connections.
  @Override
  public void close() {
    try {
      await(Future.all(listeners.stream().map(WebServer::shutDown).toList()));
    } catch (ExecutionException | IOException e) {
      throw new IllegalStateException("the web server could not be closed", e);
    }
  }

  private static Future<Void> shutDown(HttpServer server) {
    return server.shutdown(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
  }

  private static <T> void await(Future<T> future) throws ExecutionException, IOException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(2 * LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the web server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
