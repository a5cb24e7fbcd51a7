package app.kolan.server.web;

import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.server.telephony.echo.EchoOptions;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.server.telephony.echo.ServerIdentity;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureVerdict;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells the doctor what arrived of its request, whatever its path is. Everybody else goes on as if
/// it were not there.
///
/// An upgrade is reported only if its signature is refused: otherwise it opens its socket.
final class EchoRoute {
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie", "x-kolan-doctor");

  private final DoctorProofVerifier proofs;
  private final Supplier<SignatureCheck> signatures;
  private final RequestUrl requestUrl;

  EchoRoute(
      DoctorProofVerifier proofs, Supplier<SignatureCheck> signatures, RequestUrl requestUrl) {
    this.proofs = proofs;
    this.signatures = signatures;
    this.requestUrl = requestUrl;
  }

  /// The first handler of every request.
  void offer(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.response().putHeader(EchoReport.MARKER, "1");
    String shown = shownProof(request);
    Optional<DoctorProof> proof = proofs.admit(shown);
    if (proof.isEmpty()) {
      refuseRepeated(shown, context);
    } else if (isUpgrade(request)) {
      SignatureVerdict verdict =
          signatures
              .get()
              .judge(
                  requestUrl.socketUrls(request),
                  FormPairs.NONE,
                  request.getHeader(SignatureFilter.HEADER));
      if (verdict instanceof SignatureVerdict.Genuine) {
        context.next();
      } else {
        answer(request, proof.get(), new EchoOptions(403, EchoOptions.JSON, 0), new EchoBody());
      }
    } else {
      var body = new EchoBody();
      request.handler(body::take);
      request.endHandler(
          _ ->
              answer(
                  request,
                  proof.get(),
                  EchoOptions.parse(request.getHeader(EchoOptions.HEADER)),
                  body));
    }
  }

  /// A copy of one of the doctor's requests must not become a call; anything else goes on.
  private void refuseRepeated(@Nullable String proof, RoutingContext context) {
    if (proofs.isRepeated(proof)) {
      context
          .response()
          .putHeader(EchoReport.MARKER, EchoReport.REPEATED)
          .setStatusCode(HttpResponseStatus.CONFLICT.code())
          .end();
    } else {
      context.next();
    }
  }

  private static @Nullable String shownProof(HttpServerRequest request) {
    String header = request.getHeader(DoctorProof.HEADER);
    return header == null ? QueryParameter.of(request, DoctorProof.PARAMETER) : header;
  }

  private void answer(
      HttpServerRequest request, DoctorProof proof, EchoOptions wish, EchoBody body) {
    request
        .response()
        .setStatusCode(wish.status())
        .putHeader("Content-Type", wish.type())
        .end(Buffer.buffer(facts(request, proof, wish, body).json()));
  }

  private EchoReport facts(
      HttpServerRequest request, DoctorProof proof, EchoOptions wish, EchoBody body) {
    List<String> urls =
        isUpgrade(request) ? requestUrl.socketUrls(request) : requestUrl.webhookUrls(request);
    var configured = requestUrl.configured();
    ServerIdentity server = proofs.identity();
    return new EchoReport(
        proof.nonce(),
        request.method().name(),
        request.version().alpnName().toUpperCase(Locale.ROOT),
        request.uri(),
        headers(request),
        request.isSSL(),
        String.valueOf(request.remoteAddress().hostAddress()),
        requestUrl.comesFromTrustedProxy(request),
        body.length(),
        body.sha256(),
        body.start(),
        requestUrl.base(request).toString(),
        urls,
        configured == null ? null : configured.toString(),
        requestUrl.proxies().networks().stream().map(EchoRoute::text).toList(),
        verdict(urls, form(body.text()), request.getHeader(SignatureFilter.HEADER)),
        System.currentTimeMillis(),
        HealthEndpoint.version(),
        EchoOptions.sampleText(wish.sample()),
        server.instance(),
        proofs.repeated(),
        server.node(),
        server.schema(),
        server.peers());
  }

  private String verdict(List<String> urls, FormPairs form, @Nullable String signature) {
    return switch (signatures.get().judge(urls, form, signature)) {
      case SignatureVerdict.Genuine _ -> EchoReport.GENUINE;
      case SignatureVerdict.Unsigned() -> "unsigned";
      case SignatureVerdict.Forged _ -> "forged";
    };
  }

  private static FormPairs form(String body) {
    try {
      return FormPairs.parse(body);
    } catch (MalformedForm e) {
      return FormPairs.NONE;
    }
  }

  private static List<EchoReport.Header> headers(HttpServerRequest request) {
    return request.headers().entries().stream()
        .map(header -> new EchoReport.Header(header.getKey(), shown(header)))
        .toList();
  }

  private static String shown(Map.Entry<String, String> header) {
    return SECRET.contains(header.getKey().toLowerCase(Locale.ROOT)) ? "…" : header.getValue();
  }

  private static String text(TrustedProxies.Network network) {
    return network.address().getHostAddress() + "/" + network.bits();
  }

  private static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }
}
