package app.kolan.server.web;

import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlWriter;
import io.vertx.core.http.HttpServerResponse;

/// What a webhook is answered with.
///
/// @param contentType empty when there is no body
/// @param apologises whether a fault of ours is behind it, which the doctor wants to know
record WebhookResponse(int status, String contentType, String body, boolean apologises) {
  static final WebhookResponse NOTHING_TO_TELL = new WebhookResponse(204, "", "");
  static final WebhookResponse REFUSED = new WebhookResponse(403, "", "");
  static final WebhookResponse FAULT =
      new WebhookResponse(500, "text/plain; charset=utf-8", "a fault of ours");

  WebhookResponse(int status, String contentType, String body) {
    this(status, contentType, body, false);
  }

  static WebhookResponse of(Twiml twiml) {
    return new WebhookResponse(200, Twiml.MEDIA_TYPE + "; charset=utf-8", TwimlWriter.write(twiml));
  }

  WebhookResponse apologising() {
    return new WebhookResponse(status, contentType, body, true);
  }

  /// Ends a request. On its event loop.
  void send(HttpServerResponse response) {
    response.setStatusCode(status);
    if (apologises) {
      response.putHeader(EchoReport.MARKER, EchoReport.APOLOGY);
    }
    if (body.isEmpty()) {
      response.end();
    } else {
      response.putHeader("Content-Type", contentType).end(body);
    }
  }
}
