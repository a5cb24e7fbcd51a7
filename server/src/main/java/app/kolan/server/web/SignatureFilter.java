package app.kolan.server.web;

import app.kolan.server.rejection.Rejections;
import app.kolan.server.rejection.UnverifiedRequest;
import app.kolan.twilio.signature.ArrivedRequest;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestBody;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureVerdict;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/// Lets in what Twilio has signed, and nothing else but what a bypass covers. Thread-safe.
final class SignatureFilter {
  static final String HEADER = "X-Twilio-Signature";

  /// How a webhook stands at the gate.
  sealed interface Entry {
    /// Twilio signed it.
    record Signed() implements Entry {}

    /// It is not signed well, and the bypass covers it: let it past or refuse it, and say which.
    record Bypassed(UnverifiedRequest arrival) implements Entry {}

    /// It was refused, and that is noted.
    record Refused() implements Entry {}
  }

  private final AccountSignatures signatures;
  private final RequestUrl requestUrl;
  private final SignatureBypass bypass;
  private final Rejections rejections;
  private final UnverifiedConnections connections;

  SignatureFilter(
      AccountSignatures signatures,
      RequestUrl requestUrl,
      SignatureBypass bypass,
      Rejections rejections,
      UnverifiedConnections connections) {
    this.signatures = signatures;
    this.requestUrl = requestUrl;
    this.bypass = bypass;
    this.rejections = rejections;
    this.connections = connections;
  }

  /// Judges a webhook.
  ///
  /// @param path the path of the route
  Entry webhook(String path, HttpServerRequest request, FormPairs form, RequestBody body) {
    List<String> urls = requestUrl.webhookUrls(request);
    if (signatures.of(form).filter(check -> isGenuine(request, check, urls, form)).isPresent()) {
      return new Entry.Signed();
    }
    UnverifiedRequest arrival = webhookArrival(path, request, form, body);
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

  /// The accounts that have signed the request for a socket. When there is none, that is noted.
  Set<String> signersOfSocket(String path, HttpServerRequest request) {
    List<String> urls = requestUrl.socketUrls(request);
    Set<String> signers =
        signatures.signers(check -> isGenuine(request, check, urls, FormPairs.NONE));
    if (!signers.isEmpty()) {
      return signers;
    }
    var kind = ArrivedRequest.Kind.SOCKET;
    var arrived = requestUrl.arrived(request, kind, urls, RequestBody.NONE);
    refuse(arrival(path, request, arrived, FormPairs.NONE));
    return Set.of();
  }

  /// Whether the body of a request to this path matters although there is no signature.
  boolean mayBypass(String path) {
    return bypass.covers(path);
  }

  /// Notes that a request was let in by the bypass.
  void letPast(UnverifiedRequest arrival) {
    rejections.bypassed(arrival);
  }

  /// Whether a webhook that Twilio has signed is about a call of the account that signed it; notes
  /// it when it is not. May block for the disk.
  boolean isAboutOwnCall(String path, HttpServerRequest request, FormPairs form, RequestBody body) {
    boolean own = signatures.isAboutOwnCall(form);
    if (!own) {
      refuse(webhookArrival(path, request, form, body));
    }
    return own;
  }

  /// Whether the call that a webhook is about has come in. May block for the disk.
  boolean isAboutKnownCall(FormPairs form) {
    return signatures.isAboutKnownCall(form);
  }

  /// Notes that a request was refused.
  void refuse(UnverifiedRequest arrival) {
    rejections.refused(arrival);
  }

  private boolean isGenuine(
      HttpServerRequest request, SignatureCheck check, List<String> urls, FormPairs form) {
    return switch (check.judge(urls, form, request.getHeader(HEADER))) {
      case SignatureVerdict.Genuine _ -> {
        connections.verified(request.connection());
        rejections.genuine(check.tokens());
        yield true;
      }
      case SignatureVerdict.Unsigned _, SignatureVerdict.Forged _ -> false;
    };
  }

  private UnverifiedRequest webhookArrival(
      String path, HttpServerRequest request, FormPairs form, RequestBody body) {
    var kind = ArrivedRequest.Kind.WEBHOOK;
    List<String> urls = requestUrl.webhookUrls(request);
    return arrival(path, request, requestUrl.arrived(request, kind, urls, body), form);
  }

  private static UnverifiedRequest arrival(
      String path, HttpServerRequest request, ArrivedRequest arrived, FormPairs form) {
    String peer = request.remoteAddress().hostAddress();
    String forwardedFor = arrived.proxyTrusted() ? request.getHeader("X-Forwarded-For") : null;
    String client =
        forwardedFor == null
            ? ""
            : forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
    return new UnverifiedRequest(path, arrived, form.names(), peer == null ? "" : peer, client);
  }
}
