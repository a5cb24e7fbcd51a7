package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.doctor.remote.wire.WireResult.Failed;
import app.kolan.doctor.remote.wire.WireResult.Failure;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Why a request does not reach the server. If it passes after a single change, that change shows
/// the cause; otherwise the response itself is interpreted.
final class BlockedRequest {
  private static final Set<Integer> OF_PROXIES = Set.of(413, 429, 431, 502, 503, 504);

  private final Examination examination;
  private final WireRequest request;
  private final String subject;

  private BlockedRequest(Examination examination, WireRequest request, String subject) {
    this.examination = examination;
    this.request = request;
    this.subject = subject;
  }

  static BlockedRequest ofCall(Examination examination, WireRequest request) {
    return new BlockedRequest(examination, request, "the voice URL");
  }

  static BlockedRequest ofSocket(Examination examination, WireRequest request) {
    return new BlockedRequest(examination, request, "the media socket");
  }

  /// Whether a response cannot come from an application that has received the request.
  static boolean isOfProxy(Answered answer) {
    return OF_PROXIES.contains(answer.status())
        || answer.status() == 401 && answer.headers().has("WWW-Authenticate")
        || isAboutTls(answer);
  }

  Finding of(Failed failed) throws InterruptedException {
    if (failed.failure() == Failure.TLS
        && failed.detail().toLowerCase(Locale.ROOT).contains("certificate")) {
      return Finding.broken(
              "TLS asks for a client's certificate, which Twilio has not",
              failed.detail(),
              Directive.CLIENT_CERTIFICATE.in(examination.proxy()))
          .raising(11220, 31910);
    }
    Optional<Finding> lower = FrontProbe.belowHttp(examination, failed);
    if (lower.isPresent()) {
      return lower.get();
    }
    Optional<Finding> varied = RequestVariations.of(examination, request).cause(seen(failed));
    if (varied.isPresent()) {
      return varied.get();
    }
    if (failed.failure() == Failure.CLOSED && FrontProbe.speaksHttp2(examination)) {
      return FrontProbe.http2Alone(examination, failed.detail() + ", and one of HTTP/2 does");
    }
    if (failed.failure() == Failure.CLOSED && FrontProbe.isTerminatorAlone(examination)) {
      return FrontProbe.terminatorAlone(examination);
    }
    return switch (failed.failure()) {
      case SILENT ->
          Finding.broken(
                  seen(failed),
                  "the connection is taken, and then nothing happens: the server behind it hangs, or"
                      + " its port speaks something else",
                  Directive.SLOW.in(examination.proxy()))
              .raising(11200, 11203);
      case NOT_HTTP ->
          Finding.broken(
                  seen(failed),
                  "the answer begins with “%s”".formatted(failed.detail()),
                  "Let the URL name the port of the proxy.")
              .raising(11206);
      case HTTP2_ALONE -> FrontProbe.http2Alone(examination, failed.detail());
      case NAME, REFUSED, CONNECT_TIMEOUT, UNREACHABLE ->
          Finding.broken(
                  seen(failed),
                  failed.detail(),
                  "Correct the host and the port of the URL, or start what should listen there.")
              .raising(11200, 11205);
      case TLS ->
          Finding.broken(
                  seen(failed),
                  failed.detail(),
                  "Let the URL name the port at which the proxy speaks TLS.")
              .raising(11200, 11220);
      case CLOSED ->
          Finding.broken(
                  seen(failed),
                  "%s: what is there hangs up on purpose (nginx: `return 444`; haproxy: `silent-drop`), or"
                          .formatted(failed.detail())
                      + " crashes",
                  Directive.ACCESS.in(examination.proxy()))
              .raising(11200, 11206);
    };
  }

  Finding of(Answered answer) throws InterruptedException {
    if (isAboutTls(answer)) {
      return Finding.broken(
              "TLS asks for a client's certificate, which Twilio has not",
              "the proxy answers %d: no required certificate was sent".formatted(answer.status()),
              Directive.CLIENT_CERTIFICATE.in(examination.proxy()))
          .raising(11200, 31920);
    }
    if (answer.status() == 401 && answer.headers().has("WWW-Authenticate")) {
      return login(answer);
    }
    Optional<Finding> gateway = gateway(answer);
    if (gateway.isPresent()) {
      return gateway.get();
    }
    Optional<Finding> varied = RequestVariations.of(examination, request).cause(seen(answer));
    return varied.orElseGet(() -> byStatus(answer));
  }

  private static boolean isAboutTls(Answered answer) {
    return answer.status() == 400 && answer.text().contains("SSL certificate");
  }

  private Finding login(Answered answer) {
    return Finding.broken(
            seen(answer),
            "%s asks for a user and a password (%s), before the server sees the request; Twilio has"
                    .formatted(
                        examination.proxy().title(),
                        answer.header("WWW-Authenticate").orElse("Basic"))
                + " none, and Media Streams can send none at all",
            Directive.LOGIN.in(examination.proxy()))
        .raising(11200, 31920);
  }

  /// What a proxy's response says about the proxy and the server behind it.
  private Optional<Finding> gateway(Answered answer) {
    ProxyKind proxy = examination.proxy();
    return Optional.ofNullable(
        switch (answer.status()) {
          case 502 ->
              Finding.broken(
                      seen(answer),
                      "%s is up, and gets no answer from the server behind it: it is down, or listens"
                              .formatted(proxy.title())
                          + " on another port or address, or the proxy speaks https or HTTP/2 to its"
                          + " plain HTTP/1.1",
                      "Start the server. " + Directive.UPSTREAM.in(proxy))
                  .raising(11200, 31920);
          case 503 ->
              proxy == ProxyKind.NGINX
                  ? Finding.broken(
                          seen(answer),
                          "nginx answers 503 by itself when requests come faster than `limit_req` or"
                              + " `limit_conn` allow, or when its configuration says `return 503`",
                          Directive.RATE.in(proxy))
                      .raising(11200, 31920)
                  : Finding.broken(
                          seen(answer),
                          "%s has no server to pass the request to: it is down, fails its health"
                                  .formatted(proxy.title())
                              + " check, or is full",
                          "Start the server. " + Directive.UPSTREAM.in(proxy))
                      .raising(11200, 31920);
          case 504 ->
              Finding.broken(
                      seen(answer),
                      "%s has waited for the server behind it in vain: it hangs, or a firewall lies"
                              .formatted(proxy.title())
                          + " between them, or the proxy's timeout is short",
                      Directive.SLOW.in(proxy))
                  .raising(11200, 31920);
          case 429 ->
              Finding.broken(
                      seen(answer),
                      "%s counts requests, and Twilio calls from few addresses"
                          .formatted(proxy.title()),
                      Directive.RATE.in(proxy))
                  .raising(11200);
          case 413 ->
              Finding.broken(
                      seen(answer),
                      "%s takes no body of %d bytes, which is what a call's webhook has"
                          .formatted(proxy.title(), request.body().length()),
                      Directive.BODY_SIZE.in(proxy))
                  .raising(11200);
          case 414, 431 ->
              Finding.broken(
                      seen(answer),
                      "the request line or the headers are larger than %s takes"
                          .formatted(proxy.title()),
                      Directive.HEADERS_SIZE.in(proxy))
                  .raising(11200);
          default -> null;
        });
  }

  private Finding byStatus(Answered answer) {
    ProxyKind proxy = examination.proxy();
    String who = ProxyKind.isKolan(answer) ? "Kolan" : proxy.title();
    return switch (answer.status()) {
      case 401, 403, 406, 451 ->
          Finding.broken(
                  seen(answer),
                  examination.isKolan() || ProxyKind.isOwnPage(answer)
                      ? "the answer is not the server's: %s refuses the request before the server sees"
                              .formatted(who)
                          + " it, by the sender's address or a rule on the path"
                      : "the server refuses it: it checks the signature over another URL or with"
                          + " another token, or has a rule of its own",
                  Directive.ACCESS.in(proxy))
              .raising(11200);
      case 404, 410 ->
          Finding.broken(
                  seen(answer),
                  (examination.isKolan() ? "the answer is not Kolan's: " : "")
                      + who
                      + " does not pass this path on, or the URL leads to another site",
                  Directive.ROUTE.in(proxy))
              .raising(11200);
      case 405 ->
          Finding.broken(
                  seen(answer),
                  (examination.isKolan() ? "the answer is not Kolan's: " : "")
                      + "something else takes this path, by GET alone",
                  Directive.METHOD.in(proxy))
              .raising(11200);
      default ->
          answer.isSuccess()
              ? Finding.broken(
                      "something else than Kolan answers: %d, %s"
                          .formatted(answer.status(), type(answer)),
                      "the path leads to a page of %s or to another server".formatted(who),
                      Directive.ROUTE.in(proxy))
                  .raising(12300, 12100)
              : Finding.broken(
                      seen(answer),
                      answer.status() >= 500
                          ? "%s fails: see its error log".formatted(who)
                          : "%s does not take the request".formatted(who),
                      "See the log of %s at this moment.".formatted(who))
                  .raising(11200);
    };
  }

  private static String type(Answered answer) {
    return answer.mediaType().isEmpty() ? "without a Content-Type" : answer.mediaType();
  }

  private String seen(Answered answer) {
    boolean unknown = examination.proxy() == ProxyKind.UNKNOWN && !examination.isKolan();
    String who =
        ProxyKind.isKolan(answer) ? "Kolan" : unknown ? "the server" : examination.proxy().title();
    return "%s is answered %d by %s".formatted(subject, answer.status(), who);
  }

  private String seen(Failed failed) {
    return switch (failed.failure()) {
      case SILENT ->
          "%s is not answered within %d s".formatted(subject, examination.timeout().toSeconds());
      case CLOSED -> subject + " is closed without an answer";
      case HTTP2_ALONE, NOT_HTTP -> "what answers at " + subject + " is no HTTP";
      case NAME, REFUSED, CONNECT_TIMEOUT, UNREACHABLE -> subject + " cannot be reached";
      case TLS -> "TLS breaks off at " + subject;
    };
  }
}
