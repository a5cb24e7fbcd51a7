package app.kolan.server.web;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.calltrace.Tapes;
import app.kolan.server.nodes.Nodes;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.rejection.Rejection;
import app.kolan.server.rejection.Rejections;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.StoreMonitor;
import app.kolan.server.telephony.CallLimits;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.OutgoingCalls;
import app.kolan.server.telephony.Webhooks;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.twilio.signature.SignatureSettings;
import app.kolan.twilio.webhook.CallSid;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP and WebSocket server: one listener for Twilio, and one for management.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private final HttpListener listener;
  private final HttpListener management;

  private final EventLoopWatchdog watchdog;
  private final Rejections rejections;

  private WebServer(
      HttpListener listener,
      HttpListener management,
      EventLoopWatchdog watchdog,
      Rejections rejections) {
    this.rejections = rejections;
    this.watchdog = watchdog;
    this.listener = listener;
    this.management = management;
  }

  /// Starts to listen: first for Twilio, then for management, so that whoever sees `/health`
  /// answered may send a call.
  ///
  /// @param address where management is listened for
  /// @param limits how many calls may talk, as health reports it
  /// @param directory the businesses, whose accounts sign requests
  /// @param proofs lets the doctor ask what arrives
  /// @param outgoing answers the webhooks of calls that the server places
  /// @param tapes where webhooks are recorded
  /// @param threads where webhooks are answered
  /// @param calls finds a call that has come in
  /// @param draining whether the server is about to stop
  /// @param store whether what happens can be written down
  /// @param nodes the servers that share the database, as health reports them
  /// @param asked answers the other ones; null where there are none
  /// @param api what answers below `/api/`
  /// @param console what answers below `/console`
  /// @param metrics what is counted and timed, as text
  /// @throws IOException when a port cannot be listened on
  public static WebServer start(
      Vertx vertx,
      WebSettings settings,
      ManagementAddress address,
      CallLimits limits,
      BusinessDirectory directory,
      DoctorProofVerifier proofs,
      Webhooks webhooks,
      OutgoingCalls outgoing,
      MediaSockets sockets,
      PromptLibraries prompts,
      Tapes tapes,
      Executor threads,
      Function<CallSid, Optional<LoggedCall>> calls,
      BooleanSupplier draining,
      StoreMonitor store,
      Nodes nodes,
      @Nullable NodeEndpoint asked,
      Supplier<String> metrics,
      PublicApi api,
      PublicConsole console,
      InstantSource clock)
      throws IOException {
    var requestUrl = new RequestUrl(settings.publicUrl(), settings.trustedProxies());
    var bypass = SignatureBypass.begin(settings.signatureBypass(), clock);
    bypass.announce();
    var signatures = new AccountSignatures(directory, calls);
    var rejections =
        new Rejections(
            request -> signatureSettings(settings, signatures.explaining(request)), clock);
    EventLoopWatchdog watchdog = EventLoopWatchdog.usual();
    var pages =
        new ManagementPages(
            new HealthEndpoint(sockets, limits, draining, store, nodes, bypass, watchdog),
            new RejectedRequestsEndpoint(rejections),
            new MetricsEndpoint(metrics),
            asked);
    FileDescriptors.warnIfFew(limits);
    var connections = UnverifiedConnections.limited(requestUrl.proxies());
    var routes =
        new PublicRoutes(
            vertx,
            new SignatureFilter(signatures, requestUrl, bypass, rejections, connections),
            requestUrl,
            webhooks,
            outgoing,
            sockets,
            new PromptAudioRoute(prompts, threads),
            tapes,
            new EchoRoute(proofs, signatures::all, requestUrl),
            new DeprecatedPages(pages),
            threads,
            api,
            console,
            connections);
    HttpListener listener =
        HttpListener.open(
            vertx,
            WebSettings.PORT,
            settings.host(),
            settings.port(),
            Runtime.getRuntime().availableProcessors(),
            routes.handler(),
            connections);
    try {
      HttpListener management = openManagement(vertx, address, pages);
      watchdog.watch(Stream.of(listener, management).flatMap(one -> one.loops().stream()).toList());
      return new WebServer(listener, management, watchdog, rejections);
    } catch (IOException e) {
      watchdog.close();
      listener.close();
      throw e;
    }
  }

  /// A usual port that is taken must not keep a server from its calls: it takes a free one.
  private static HttpListener openManagement(
      Vertx vertx, ManagementAddress address, ManagementPages pages) throws IOException {
    try {
      return openManagement(vertx, address.host(), address.port(), pages);
    } catch (IOException e) {
      if (address.chosen()) {
        throw e;
      }
      HttpListener listener = openManagement(vertx, address.host(), 0, pages);
      LOG.atWarn()
          .addKeyValue("taken", address.port())
          .addKeyValue("port", listener.port())
          .addKeyValue("problem", e.getMessage())
          .log(
              "the usual management port is taken, so health and metrics are on a free one until"
                  + " the next start; for a lasting one set "
                  + ManagementAddressReader.MANAGEMENT_PORT.environment());
      return listener;
    }
  }

  private static HttpListener openManagement(
      Vertx vertx, String host, int port, ManagementPages pages) throws IOException {
    return HttpListener.open(
        vertx,
        ManagementAddressReader.MANAGEMENT_PORT,
        host,
        port,
        1,
        pages.router(vertx),
        UnverifiedConnections.UNLIMITED);
  }

  private static SignatureSettings signatureSettings(WebSettings settings, AccountTokens account) {
    PublicUrl publicUrl = settings.publicUrl();
    return new SignatureSettings(
        publicUrl == null ? null : publicUrl.toString(),
        account.authTokens().stream().map(Secret::value).toList(),
        account.accountSid(),
        settings.port(),
        false);
  }

  /// The port that Twilio's requests come to.
  public int port() {
    return listener.port();
  }

  /// The port for health, metrics and diagnostics.
  public int managementPort() {
    return management.port();
  }

  /// The latest requests that were refused, the latest first, with why.
  public List<Rejection> rejected() {
    return rejections.latest();
  }

  /// Takes no more requests, lets those under way be answered, and closes the connections. The
  /// management listener goes last.
  @Override
  public void close() {
    watchdog.close();
    try (management) {
      listener.close();
    }
  }
}
