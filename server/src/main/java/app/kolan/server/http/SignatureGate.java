package app.kolan.server.http;

import app.kolan.carrier.signature.ArrivedRequest;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.RequestBody;
import app.kolan.carrier.signature.SignatureCheck;
import app.kolan.carrier.signature.SignatureVerdict;
import app.kolan.server.refusal.Arrival;
import app.kolan.server.refusal.Refusals;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/// Lets in what Twilio has signed, and nothing else but what a bypass covers. Safe to share.
final class SignatureGate {
  static final String HEADER = "X-Twilio-Signature";

  /// How a webhook stands at the gate.
  sealed interface Entry {
    /// Twilio signed it.
    record Signed() implements Entry {}

    /// It is not signed well, and the bypass covers it: let it past or refuse it, and say which.
    record Bypassed(Arrival arrival) implements Entry {}

    /// It was refused, and that is noted.
    record Refused() implements Entry {}
  }

  private final SignatureCheck check;
  private final RequestUrl requestUrl;
  private final SignatureBypass bypass;
  private final Refusals refusals;

  SignatureGate(
      SignatureCheck check, RequestUrl requestUrl, SignatureBypass bypass, Refusals refusals) {
    this.check = check;
    this.requestUrl = requestUrl;
    this.bypass = bypass;
    this.refusals = refusals;
  }

  /// Judges a webhook.
  ///
  /// @param path the path of the route
  Entry webhook(String path, HttpServerRequest request, FormPairs form, RequestBody body) {
    if (isGenuine(request, requestUrl.webhookUrls(request), form)) {
      return new Entry.Signed();
    }
    Arrival arrival = webhookArrival(path, request, form, body);
    if (mayBypass(path) && !body.isEmpty()) {
      return new Entry.Bypassed(arrival);
    }
    refuse(arrival);
    return new Entry.Refused();
  }

  /// Notes that a webhook was refused before it could be judged.
  void refuseMalformed(String path, HttpServerRequest request, RequestBody body) {
    refuse(webhookArrival(path, request, FormPairs.NONE, body));
  }

  boolean letsSocketIn(String path, HttpServerRequest request) {
    List<String> urls = requestUrl.socketUrls(request);
    if (isGenuine(request, urls, FormPairs.NONE)) {
      return true;
    }
    var kind = ArrivedRequest.Kind.SOCKET;
    var arrived = requestUrl.arrived(request, kind, urls, RequestBody.NONE);
    refuse(arrival(path, request, arrived, FormPairs.NONE));
    return false;
  }

  /// Whether the body of a request to this path matters although there is no signature.
  boolean mayBypass(String path) {
    return bypass.covers(path);
  }

  /// Notes that a request was let in by the bypass.
  void letPast(Arrival arrival) {
    refusals.bypassed(arrival);
  }

  /// Notes that a request was refused.
  void refuse(Arrival arrival) {
    refusals.refused(arrival);
  }

  private boolean isGenuine(HttpServerRequest request, List<String> urls, FormPairs form) {
    return switch (check.judge(urls, form, request.getHeader(HEADER))) {
      case SignatureVerdict.Genuine _ -> {
        refusals.genuine();
        yield true;
      }
      case SignatureVerdict.Unsigned _, SignatureVerdict.Forged _ -> false;
    };
  }

  private Arrival webhookArrival(
      String path, HttpServerRequest request, FormPairs form, RequestBody body) {
    var kind = ArrivedRequest.Kind.WEBHOOK;
    List<String> urls = requestUrl.webhookUrls(request);
    return arrival(path, request, requestUrl.arrived(request, kind, urls, body), form);
  }

  private static Arrival arrival(
      String path, HttpServerRequest request, ArrivedRequest arrived, FormPairs form) {
    String peer = request.remoteAddress().hostAddress();
    String forwardedFor = arrived.proxyTrusted() ? request.getHeader("X-Forwarded-For") : null;
    String client =
        forwardedFor == null
            ? ""
            : forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
    return new Arrival(path, arrived, form.names(), peer == null ? "" : peer, client);
  }
}
