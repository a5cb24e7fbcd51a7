package app.kolan.server.web;

import app.kolan.server.calltrace.Tapes;
import app.kolan.server.rejection.StrangersLog;
import app.kolan.server.rejection.UnverifiedRequest;
import app.kolan.server.session.CallScope;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.StoreException;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.RequestBody;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.MalformedWebhook;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// One webhook on its way through the server: signature on the event loop, the answer on a virtual
/// thread, the response on the event loop again.
///
/// Twilio gives up after 15 seconds. So there is one deadline from the arrival of the request,
/// whatever the time goes by on: what is not answered by then gets the apology.
final class WebhookRoute {
  private static final List<String> OWN_PARAMETERS =
      List.of(TwilioPaths.ORDER, TwilioPaths.HAND_OVER, TwilioPaths.PERSON);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoute.class);

  /// How long after its arrival a webhook is answered at the latest.
  static final Duration LATEST = Duration.ofSeconds(8);

  /// What answers a webhook; empty when there is nothing to tell.
  interface Answer {
    Optional<Twiml> to(FormPairs form, PublicUrl base) throws MalformedWebhook;
  }

  private final Vertx vertx;
  private final String path;
  private final Tapes tapes;
  private final SignatureFilter signatureFilter;
  private final RequestUrl requestUrl;
  private final Executor threads;
  private final Answer answer;
  private final BiFunction<FormPairs, PublicUrl, Optional<Twiml>> apology;

  /// @param apology what is answered when a fault of ours keeps `answer` from answering; empty
  ///   makes it a 500
  WebhookRoute(
      Vertx vertx,
      String path,
      Tapes tapes,
      SignatureFilter signatureFilter,
      RequestUrl requestUrl,
      Executor threads,
      Answer answer,
      BiFunction<FormPairs, PublicUrl, Optional<Twiml>> apology) {
    this.vertx = vertx;
    this.path = path;
    this.tapes = tapes;
    this.signatureFilter = signatureFilter;
    this.requestUrl = requestUrl;
    this.threads = threads;
    this.answer = answer;
    this.apology = apology;
  }

  void handle(HttpServerRequest request) {
    if (request.getHeader(SignatureFilter.HEADER) == null && !signatureFilter.mayBypass(path)) {
      signatureFilter.webhook(path, request, FormPairs.NONE, RequestBody.NONE);
      request.response().setStatusCode(403).end();
      return;
    }
    long arrived = System.nanoTime();
    BoundedRequestBody.read(
        vertx, request, BoundedRequestBody.LONGEST, body -> handle(request, body, arrived));
  }

  /// A webhook that is set to GET in the Console: told so, but only to Twilio.
  void handleGet(HttpServerRequest request) {
    switch (signatureFilter.webhook(path, request, FormPairs.NONE, RequestBody.NONE)) {
      case SignatureFilter.Entry.Signed() ->
          request
              .response()
              .setStatusCode(405)
              .putHeader("Allow", "POST")
              .end("Webhooks are taken by POST: set the number's method to HTTP POST.");
      case SignatureFilter.Entry.Bypassed _, SignatureFilter.Entry.Refused _ ->
          request.response().setStatusCode(403).end();
    }
  }

  private void handle(HttpServerRequest request, RequestBody body, long arrived) {
    FormPairs form;
    try {
      form = FormPairs.parse(body.text(StandardCharsets.UTF_8));
    } catch (MalformedForm e) {
      signatureFilter.refuseMalformed(path, request, body);
      request.response().setStatusCode(403).end();
      return;
    }
    switch (signatureFilter.webhook(path, request, form, body)) {
      case SignatureFilter.Entry.Signed() ->
          answer(
              request,
              withQuery(request, form),
              arrived,
              () -> signatureFilter.isAboutOwnCall(path, request, form, body));
      case SignatureFilter.Entry.Bypassed(var arrival) ->
          answer(request, form, arrived, () -> isLetPast(form, arrival));
      case SignatureFilter.Entry.Refused() -> request.response().setStatusCode(403).end();
    }
  }

  /// The form with what the URL names: the order of a call that the server has placed, or the
  /// hand-over and the person who is asked.
  private static FormPairs withQuery(HttpServerRequest request, FormPairs form) {
    FormPairs whole = form;
    for (String name : OWN_PARAMETERS) {
      String value = QueryParameter.of(request, name);
      if (value != null && form.first(name).isEmpty()) {
        whole = whole.with(name, value);
      }
    }
    return whole;
  }

  /// Whether the bypass holds for this request: it tells of a call that has come in, and so can
  /// start nothing.
  private boolean isLetPast(FormPairs form, UnverifiedRequest arrival) {
    boolean known = signatureFilter.isAboutKnownCall(form);
    if (known) {
      signatureFilter.letPast(arrival);
    } else {
      signatureFilter.refuse(arrival);
    }
    return known;
  }

  /// Nothing where the text is no call's identifier.
  private static Optional<CallSid> callSid(String text) {
    try {
      return Optional.of(new CallSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void answer(
      HttpServerRequest request, FormPairs form, long arrived, BooleanSupplier mayEnter) {
    PublicUrl base = requestUrl.base(request);
    Context context = vertx.getOrCreateContext();
    var response = new CompletableFuture<WebhookResponse>();
    long left = LATEST.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrived);
    long timer =
        vertx.setTimer(
            Math.max(1, left), _ -> within(form, () -> response.complete(late(form, base))));
    var _ =
        response.thenAccept(
            ready ->
                context.runOnContext(
                    _ -> {
                      vertx.cancelTimer(timer);
                      ready.send(request.response());
                    }));
    within(form, () -> respond(form, base, mayEnter, response));
  }

  /// Does something on a thread of its own, as work of the call that the form names.
  private void within(FormPairs form, Runnable work) {
    Optional<CallSid> call = form.first("CallSid").flatMap(WebhookRoute::callSid);
    threads.execute(() -> call.ifPresentOrElse(known -> CallScope.within(known, work), work));
  }

  /// Only what is let in begins a tape, or a stranger could fill the tapes.
  private void respond(
      FormPairs form,
      PublicUrl base,
      BooleanSupplier mayEnter,
      CompletableFuture<WebhookResponse> response) {
    try {
      if (!mayEnter.getAsBoolean()) {
        response.complete(WebhookResponse.REFUSED);
        return;
      }
    } catch (RuntimeException fault) {
      response.complete(failed(form, base, fault));
      return;
    }
    Tapes.Request asked = tapes.asked(path, form, base);
    var _ = response.thenAccept(given -> asked.answered(given.status(), given.body()));
    response.complete(respond(form, base));
  }

  private WebhookResponse respond(FormPairs form, PublicUrl base) {
    try {
      return answer.to(form, base).map(WebhookResponse::of).orElse(WebhookResponse.NOTHING_TO_TELL);
    } catch (MalformedWebhook e) {
      StrangersLog.SHARED
          .atWarn(LOG)
          .addKeyValue("why", e.getMessage())
          .log("a webhook cannot be understood");
      return new WebhookResponse(400, "text/plain; charset=utf-8", String.valueOf(e.getMessage()));
    } catch (RuntimeException fault) {
      return failed(form, base, fault);
    }
  }

  private WebhookResponse failed(FormPairs form, PublicUrl base, RuntimeException fault) {
    if (fault instanceof StoreException known) {
      StrangersLog.SHARED
          .at(Level.ERROR, LOG)
          .addKeyValue("why", known.getMessage())
          .log("a webhook could not be answered");
    } else {
      LOG.error("a webhook could not be answered", fault);
    }
    return apologize(form, base);
  }

  private WebhookResponse late(FormPairs form, PublicUrl base) {
    StrangersLog.SHARED
        .at(Level.ERROR, LOG)
        .addKeyValue("path", path)
        .addKeyValue("seconds", LATEST.toSeconds())
        .log("a webhook could not be answered in time");
    return apologize(form, base);
  }

  private WebhookResponse apologize(FormPairs form, PublicUrl base) {
    return apology
        .apply(form, base)
        .map(WebhookResponse::of)
        .map(WebhookResponse::apologising)
        .orElse(WebhookResponse.FAULT);
  }
}
