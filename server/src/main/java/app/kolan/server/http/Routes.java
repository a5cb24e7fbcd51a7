package app.kolan.server.http;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.twiml.Twiml;
import app.kolan.carrier.webhook.CallSid;
import app.kolan.carrier.webhook.MalformedWebhook;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.line.MediaSockets;
import app.kolan.server.line.Paths;
import app.kolan.server.line.Webhooks;
import app.kolan.server.tape.Tapes;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where each request goes.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Vertx vertx;
  private final SignatureGate gate;
  private final RequestUrl requestUrl;
  private final Webhooks webhooks;
  private final MediaSockets sockets;
  private final SoundFiles sounds;
  private final Tapes tapes;
  private final Health health;
  private final EchoRoute echo;
  private final RefusedPage refused;
  private final MetricsPage metrics;
  private final Predicate<CallSid> knownCall;
  private final Executor threads;

  Routes(
      Vertx vertx,
      SignatureGate gate,
      RequestUrl requestUrl,
      Webhooks webhooks,
      MediaSockets sockets,
      SoundFiles sounds,
      Tapes tapes,
      Health health,
      EchoRoute echo,
      RefusedPage refused,
      MetricsPage metrics,
      Predicate<CallSid> knownCall,
      Executor threads) {
    this.vertx = vertx;
    this.gate = gate;
    this.requestUrl = requestUrl;
    this.webhooks = webhooks;
    this.sockets = sockets;
    this.sounds = sounds;
    this.tapes = tapes;
    this.health = health;
    this.echo = echo;
    this.refused = refused;
    this.metrics = metrics;
    this.knownCall = knownCall;
    this.threads = threads;
  }

  Router router() {
    Router router = Router.router(vertx);
    router.route().handler(echo::offer);
    instructions(router, Paths.INCOMING_CALL, webhooks::incomingCall, webhooks::apology);
    instructions(router, Paths.STREAM_ENDED, webhooks::streamEnded, webhooks::apology);
    instructions(router, Paths.DIAL_ENDED, webhooks::dialEnded, webhooks::apology);
    instructions(
        router, Paths.HANDLE_RECORDING, webhooks::handleRecording, webhooks::messageApology);
    instructions(router, Paths.VOICE_FALLBACK, webhooks::voiceFallback, webhooks::apology);
    news(router, Paths.CALL_STATUS, webhooks::callStatus);
    news(router, Paths.STREAM_STATUS, webhooks::streamStatus);
    news(router, Paths.RECORDING_STATUS, webhooks::recordingStatus);
    socket(router, Paths.TWO_WAY, sockets::acceptTwoWay);
    socket(router, Paths.ONE_WAY, sockets::acceptOneWay);
    router.get(Paths.SOUNDS + ":file").handler(sounds::serve);
    router.head(Paths.SOUNDS + ":file").handler(sounds::serve);
    router.get(RefusedPage.PATH).handler(refused::serve);
    router.get(MetricsPage.PATH).handler(metrics::serve);
    router.get("/health").handler(context -> context.json(health.report()));
    router.get("/health/live").handler(context -> context.response().end());
    router.get("/health/ready").handler(this::ready);
    PublicUrl configured = requestUrl.configured();
    if (configured == null || configured.prefix().isEmpty()) {
      return router;
    }
    Router outer = Router.router(vertx);
    outer.route(configured.prefix() + "/*").subRouter(router);
    outer.route("/*").subRouter(router);
    return outer;
  }

  /// A webhook whose answer is TwiML.
  private void instructions(
      Router router, String path, Instructions instructions, Function<PublicUrl, Twiml> apology) {
    webhook(
        router,
        path,
        (form, base) -> Optional.of(instructions.answer(form, base)),
        base -> Optional.of(apology.apply(base)));
  }

  /// A webhook that only tells something.
  private void news(Router router, String path, News news) {
    webhook(
        router,
        path,
        (form, _) -> {
          news.take(form);
          return Optional.empty();
        },
        _ -> Optional.empty());
  }

  private void webhook(
      Router router,
      String path,
      WebhookRoute.Answer answer,
      Function<PublicUrl, Optional<Twiml>> apology) {
    var route =
        new WebhookRoute(vertx, path, tapes, gate, requestUrl, threads, knownCall, answer, apology);
    router.post(path).handler(context -> route.handle(context.request()));
    router.get(path).handler(context -> route.handleGet(context.request()));
  }

  private void socket(Router router, String path, Handler<ServerWebSocket> accept) {
    router.route(HttpMethod.GET, path).handler(context -> upgrade(path, context.request(), accept));
    router
        .route(HttpMethod.GET, path + "/")
        .handler(context -> upgrade(path, context.request(), accept));
  }

  private void upgrade(String path, HttpServerRequest request, Handler<ServerWebSocket> accept) {
    if (!gate.letsSocketIn(path, request)) {
      request.response().setStatusCode(403).end();
    } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      LOG.warn("a media socket was asked for without an upgrade; a proxy may have dropped it");
      request
          .response()
          .setStatusCode(426)
          .putHeader("Upgrade", "websocket")
          .end("This is a WebSocket: the Upgrade header is missing.");
    } else {
      request.toWebSocket().onSuccess(accept);
    }
  }

  private void ready(RoutingContext context) {
    context.response().setStatusCode(health.isReady() ? 200 : 503).end();
  }

  /// A webhook's answer that always is a document.
  private interface Instructions {
    Twiml answer(FormPairs form, PublicUrl base) throws MalformedWebhook;
  }

  /// What takes a webhook that wants no answer.
  private interface News {
    void take(FormPairs form) throws MalformedWebhook;
  }
}
