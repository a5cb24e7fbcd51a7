package app.kolan.server.web;

import app.kolan.server.calltrace.Tapes;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.StoreException;
import app.kolan.server.telephony.HandOvers;
import app.kolan.server.telephony.MediaSockets;
import app.kolan.server.telephony.OutgoingCalls;
import app.kolan.server.telephony.PlacedTalks;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.Webhooks;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.MalformedWebhook;
import app.kolan.twilio.webhook.WebhookReader;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where each request of the public listener goes.
final class PublicRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PublicRoutes.class);

  private final Vertx vertx;
  private final SignatureFilter signatureFilter;
  private final RequestUrl requestUrl;
  private final Webhooks webhooks;
  private final OutgoingCalls outgoing;
  private final MediaSockets sockets;
  private final PromptAudioRoute sounds;
  private final Tapes tapes;
  private final EchoRoute echo;
  private final DeprecatedPages deprecatedPages;
  private final Executor threads;
  private final PublicApi api;
  private final PublicConsole console;
  private final UnverifiedConnections connections;

  PublicRoutes(
      Vertx vertx,
      SignatureFilter signatureFilter,
      RequestUrl requestUrl,
      Webhooks webhooks,
      OutgoingCalls outgoing,
      MediaSockets sockets,
      PromptAudioRoute sounds,
      Tapes tapes,
      EchoRoute echo,
      DeprecatedPages deprecatedPages,
      Executor threads,
      PublicApi api,
      PublicConsole console,
      UnverifiedConnections connections) {
    this.vertx = vertx;
    this.signatureFilter = signatureFilter;
    this.requestUrl = requestUrl;
    this.webhooks = webhooks;
    this.outgoing = outgoing;
    this.sockets = sockets;
    this.sounds = sounds;
    this.tapes = tapes;
    this.echo = echo;
    this.deprecatedPages = deprecatedPages;
    this.threads = threads;
    this.api = api;
    this.console = console;
    this.connections = connections;
  }

  /// Answers a request, on its event loop.
  Handler<HttpServerRequest> handler() {
    Router router = router();
    return request -> {
      if (PathEncoding.isWellFormed(request.uri())) {
        router.handle(request);
      } else {
        request.response().setStatusCode(400).end();
      }
    };
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(echo::offer);
    twiml(router, TwilioPaths.INCOMING_CALL, webhooks::incomingCall, webhooks::apology);
    twiml(router, TwilioPaths.STREAM_ENDED, this::streamEnded, webhooks::apology);
    twiml(router, TwilioPaths.DIAL_ENDED, webhooks::dialEnded, webhooks::apology);
    HandOvers handOvers = webhooks.handOvers();
    twiml(router, TwilioPaths.HAND_OVER_ASK, handOvers::ask, OutgoingCalls.NONE::answered);
    twiml(router, TwilioPaths.HAND_OVER_KEY, handOvers::key, OutgoingCalls.NONE::answered);
    twiml(
        router, TwilioPaths.HANDLE_RECORDING, webhooks::handleRecording, webhooks::messageApology);
    twiml(router, TwilioPaths.VOICE_FALLBACK, webhooks::voiceFallback, webhooks::apology);
    notification(router, TwilioPaths.CALL_STATUS, webhooks.statusCallbacks()::callStatus);
    notification(router, TwilioPaths.STREAM_STATUS, webhooks.statusCallbacks()::streamStatus);
    notification(router, TwilioPaths.RECORDING_STATUS, webhooks.statusCallbacks()::recordingStatus);
    notification(router, TwilioPaths.MESSAGE_STATUS, webhooks.statusCallbacks()::messageStatus);
    outgoing(router);
    socket(router, TwilioPaths.TWO_WAY, sockets::acceptTwoWay);
    socket(router, TwilioPaths.ONE_WAY, sockets::acceptOneWay);
    router.get(TwilioPaths.SOUNDS + "*").handler(sounds::serve);
    router.head(TwilioPaths.SOUNDS + "*").handler(sounds::serve);
    router.get(ManagementPages.LIVE).handler(deprecatedPages::live);
    deprecatedPages.add(router);
    router.route(PublicApi.PATHS).handler(context -> api(context.request()));
    router.route(PublicApi.MCP).handler(context -> api(context.request()));
    router.route(PublicConsole.PATH).handler(context -> console(context.request()));
    router.route(PublicConsole.PATH + "/*").handler(context -> console(context.request()));
    PublicUrl configured = requestUrl.configured();
    if (configured == null || configured.prefix().isEmpty()) {
      return router;
    }
    Router outer = Router.router(vertx);
    outer.route(configured.prefix() + "/*").subRouter(router);
    outer.route("/*").subRouter(router);
    return outer;
  }

  /// The webhooks of calls that the server places. Their apology is the end of the call: nobody
  /// waits for anything there who has called.
  private void outgoing(Router router) {
    BiFunction<FormPairs, PublicUrl, Twiml> end = OutgoingCalls.NONE::answered;
    twiml(router, TwilioPaths.OUTGOING_CALL, outgoing::answered, end);
    twiml(router, TwilioPaths.OUTGOING_KEY, this::keyPressed, end);
    twiml(router, TwilioPaths.OUTGOING_TALK, this::talk, end);
    twiml(router, TwilioPaths.OUTGOING_NOTICE, outgoing::notice, end);
    twiml(router, TwilioPaths.OUTGOING_DIALLED, outgoing::dialled, end);
    notification(router, TwilioPaths.OUTGOING_STATUS, this::outgoingStatus);
    notification(router, TwilioPaths.OUTGOING_LEG, outgoing::legStatus);
    notification(router, TwilioPaths.OUTGOING_RECORDING, outgoing::recording);
    notification(router, TwilioPaths.OUTGOING_DETECTION, outgoing::detection);
  }

  /// Who is called and wants to talk is answered as if he had called.
  private Twiml keyPressed(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Optional<Twiml> answer = outgoing.keyPressed(form, base);
    return answer.isPresent() ? answer.get() : webhooks.incomingCall(form, base);
  }

  /// Who is called has heard why, and talks with the agent if a human has answered.
  private Twiml talk(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Optional<Twiml> answer = outgoing.talk(form, base);
    if (answer.isPresent()) {
      return answer.get();
    }
    PlacedTalks.Answer placed = webhooks.placedTalks().answer(form, base);
    if (placed.turnedAway()) {
      outgoing.turnedAway(form);
    }
    return placed.twiml();
  }

  /// A talk is over. What follows it in a call that the server has placed is its own; where that
  /// cannot be known, the call ends as others do.
  private Twiml streamEnded(FormPairs form, PublicUrl base) throws MalformedWebhook {
    Twiml usual = webhooks.streamEnded(form, base);
    if (!usual.equals(Twiml.of(new Verb.Hangup()))) {
      return usual;
    }
    try {
      CallSid call = WebhookReader.streamEnded(form).callSid();
      return outgoing.afterTalk(call, base).orElse(usual);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("code", e.code()).log("the call's next instructions are not known");
      return usual;
    }
  }

  /// The call may have become one of those who talk.
  private void outgoingStatus(FormPairs form) throws MalformedWebhook {
    outgoing.status(form);
    CallSid call = WebhookReader.callProgress(form).callSid();
    webhooks.statusCallbacks().placedCallStatus(form, outgoing.talkOf(call).isPresent());
  }

  /// A webhook whose answer is TwiML.
  private void twiml(
      Router router,
      String path,
      TwimlWebhook twiml,
      BiFunction<FormPairs, PublicUrl, Twiml> apology) {
    webhook(
        router,
        path,
        (form, base) -> Optional.of(twiml.answer(form, base)),
        (form, base) -> Optional.of(apology.apply(form, base)));
  }

  /// A webhook that is a notification.
  private void notification(Router router, String path, NotificationWebhook webhook) {
    webhook(
        router,
        path,
        (form, _) -> {
          webhook.take(form);
          return Optional.empty();
        },
        (_, _) -> Optional.empty());
  }

  private void webhook(
      Router router,
      String path,
      WebhookRoute.Answer answer,
      BiFunction<FormPairs, PublicUrl, Optional<Twiml>> apology) {
    var route =
        new WebhookRoute(vertx, path, tapes, signatureFilter, requestUrl, threads, answer, apology);
    router.post(path).handler(context -> route.handle(context.request()));
    router.get(path).handler(context -> route.handleGet(context.request()));
  }

  private void api(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    api.handle(request, requestUrl.clientAddress(request), () -> connections.verified(connection));
  }

  private void console(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    console.handle(
        request,
        new PublicConsole.Arrival(
            requestUrl.clientAddress(request),
            requestUrl.base(request),
            requestUrl.isSecure(request),
            () -> connections.verified(connection)));
  }

  private void socket(Router router, String path, BiConsumer<ServerWebSocket, Set<String>> accept) {
    router.route(HttpMethod.GET, path).handler(context -> upgrade(path, context.request(), accept));
    router
        .route(HttpMethod.GET, path + "/")
        .handler(context -> upgrade(path, context.request(), accept));
  }

  private void upgrade(
      String path, HttpServerRequest request, BiConsumer<ServerWebSocket, Set<String>> accept) {
    Set<String> signers = signatureFilter.signersOfSocket(path, request);
    if (signers.isEmpty()) {
      request.response().setStatusCode(403).end();
    } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      StrangersLog.SHARED
          .atWarn(LOG)
          .log("a media socket was asked for without an upgrade; a proxy may have dropped it");
      request
          .response()
          .setStatusCode(426)
          .putHeader("Upgrade", "websocket")
          .end("This is a WebSocket: the Upgrade header is missing.");
    } else {
      request.toWebSocket().onSuccess(socket -> accept.accept(socket, signers));
    }
  }

  /// A webhook's answer that always is a document.
  private interface TwimlWebhook {
    Twiml answer(FormPairs form, PublicUrl base) throws MalformedWebhook;
  }

  /// A webhook that wants no answer.
  private interface NotificationWebhook {
    void take(FormPairs form) throws MalformedWebhook;
  }
}
