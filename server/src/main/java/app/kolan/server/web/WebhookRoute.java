package app.kolan.server.web;

import app.kolan.server.calltrace.Tapes;
import app.kolan.server.rejection.UnverifiedRequest;
import app.kolan.server.session.CallScope;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.RequestBody;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.MalformedWebhook;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One webhook on its way through the server: signature on the event loop, the answer on a virtual
/// thread, the response on the event loop again.
final class WebhookRoute {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoute.class);

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
    BoundedRequestBody.read(
        vertx, request, BoundedRequestBody.LONGEST, body -> handle(request, body));
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

  private void handle(HttpServerRequest request, RequestBody body) {
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
          answer(request, form, () -> signatureFilter.isAboutOwnCall(path, request, form, body));
      case SignatureFilter.Entry.Bypassed(var arrival) ->
          answer(request, form, () -> isLetPast(form, arrival));
      case SignatureFilter.Entry.Refused() -> request.response().setStatusCode(403).end();
    }
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

  private void answer(HttpServerRequest request, FormPairs form, BooleanSupplier mayEnter) {
    PublicUrl base = requestUrl.base(request);
    Context context = vertx.getOrCreateContext();
    Runnable work =
        () -> {
          Tapes.Request asked = tapes.asked(path, form, base);
          Response response = respond(form, base, mayEnter);
          asked.answered(response.status(), response.body());
          context.runOnContext(_ -> response.send(request.response()));
        };
    Optional<CallSid> call = form.first("CallSid").flatMap(WebhookRoute::callSid);
    threads.execute(() -> call.ifPresentOrElse(known -> CallScope.within(known, work), work));
  }

  private Response respond(FormPairs form, PublicUrl base, BooleanSupplier mayEnter) {
    try {
      if (!mayEnter.getAsBoolean()) {
        return Response.REFUSED;
      }
      return answer.to(form, base).map(Response::of).orElse(Response.NOTHING_TO_TELL);
    } catch (MalformedWebhook e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("a webhook cannot be understood");
      return new Response(400, "text/plain; charset=utf-8", String.valueOf(e.getMessage()));
    } catch (RuntimeException fault) {
      LOG.error("a webhook could not be answered", fault);
      return apology.apply(form, base).map(Response::of).orElse(Response.FAULT);
    }
  }

  private record Response(int status, String contentType, String body) {
    static final Response NOTHING_TO_TELL = new Response(204, "", "");
    static final Response REFUSED = new Response(403, "", "");
    static final Response FAULT = new Response(500, "text/plain; charset=utf-8", "a fault of ours");

    static Response of(Twiml twiml) {
      return new Response(200, Twiml.MEDIA_TYPE + "; charset=utf-8", TwimlWriter.write(twiml));
    }

    void send(HttpServerResponse response) {
      response.setStatusCode(status);
      if (body.isEmpty()) {
        response.end();
      } else {
        response.putHeader("Content-Type", contentType).end(body);
      }
    }
  }
}
