package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Headers;
import app.kolan.doctor.remote.wire.Preamble;
import app.kolan.doctor.remote.wire.WireExchange;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.time.Duration;
import java.util.Optional;

/// Finds out what stands in front of a server, by one request that nobody can read: what answers it
/// is the front itself, since it cannot pass it on.
final class FrontProbe {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

  private FrontProbe() {}

  /// Sends the request, and notes what the front is if its answer shows that.
  static void probe(Examination examination) {
    if (!(examination.once(unreadable(examination)) instanceof Answered answer)) {
      return;
    }
    ProxyKind kind = ProxyKind.ofUnreadable(answer);
    if (kind != ProxyKind.UNKNOWN) {
      examination.proxyIs(kind);
    } else if (ProxyKind.isKolan(answer) && examination.endpoint().secure()) {
      examination.proxyIs(ProxyKind.TERMINATOR);
    }
  }

  private static WireRequest unreadable(Examination examination) {
    return new WireRequest(
        examination.endpoint(),
        "GET",
        "/",
        Headers.of("User-Agent", DoctorCall.AGENT, "Content-Length", "x"),
        WireRequest.Body.NONE);
  }

  /// Whether TLS is taken off by something that reads no HTTP, and closes each connection since the
  /// server behind it takes none. A proxy that reads HTTP answers by itself what nobody can read.
  static boolean isTerminatorAlone(Examination examination) {
    return examination.endpoint().secure()
        && (examination.proxy() == ProxyKind.UNKNOWN || examination.proxy() == ProxyKind.TERMINATOR)
        && examination.once(unreadable(examination)) instanceof WireResult.Failed failed
        && failed.failure() == WireResult.Failure.CLOSED;
  }

  static Finding terminatorAlone(Examination examination) {
    examination.proxyIs(ProxyKind.TERMINATOR);
    return Finding.broken(
            "TLS is taken off, and then each connection is closed without an answer",
            "what takes TLS off reads no HTTP, as hitch, stunnel and a balancer of TCP do, and finds"
                + " nobody behind it: the server is down, or listens on another port or address",
            "Start the server. " + Directive.UPSTREAM.in(examination.proxy()))
        .raising(11200, 11206, 31920);
  }

  /// A fault below HTTP by which a request gets no answer.
  static Optional<Finding> belowHttp(Examination examination, WireResult.Failed failed) {
    return switch (failed.failure()) {
      case HTTP2_ALONE -> Optional.of(http2Alone(examination, failed.detail()));
      case CLOSED, SILENT, TLS ->
          expectsProxyProtocol(examination)
              ? Optional.of(proxyProtocolExpected(examination))
              : Optional.empty();
      case NAME, REFUSED, CONNECT_TIMEOUT, UNREACHABLE, NOT_HTTP -> Optional.empty();
    };
  }

  static Finding http2Alone(Examination examination, String detail) {
    return Finding.broken(
            "port %d speaks HTTP/2 alone".formatted(examination.endpoint().port()),
            "an HTTP/1.1 request gets no answer: %s. Twilio's webhooks and WebSockets come by HTTP/1.1"
                .formatted(detail),
            Directive.HTTP1.in(examination.proxy()))
        .raising(11200, 31920);
  }

  /// Whether a request that begins with the PROXY protocol is answered. A server that does not
  /// expect it takes it for a bad request.
  static boolean expectsProxyProtocol(Examination examination) {
    WireRequest request =
        new WireRequest(
            examination.endpoint(),
            "GET",
            "/",
            Headers.of("User-Agent", DoctorCall.AGENT, "Connection", "close"),
            WireRequest.Body.NONE);
    return WireExchange.exchange(request, PROBE_TIMEOUT, Preamble.PROXY) instanceof Answered answer
        && answer.status() != 400;
  }

  /// Whether HTTP/2 is spoken by what closes connections of HTTP/1.1.
  static boolean speaksHttp2(Examination examination) {
    return WireExchange.speaksHttp2(examination.endpoint(), PROBE_TIMEOUT);
  }

  static Finding proxyProtocolExpected(Examination examination) {
    return Finding.broken(
            "port %d expects the PROXY protocol".formatted(examination.endpoint().port()),
            "it answers a connection that begins with a PROXY line, and closes any other: Twilio sends"
                + " none; only a balancer in front would",
            Directive.PROXY_EXPECTED.in(examination.proxy()))
        .raising(11200, 11206, 31920);
  }

  /// What Kolan says when a front begins its connections with another protocol than HTTP/1.1.
  static Optional<Finding> foreignProtocol(Examination examination, Answered answer) {
    String marker = answer.header(EchoReport.MARKER).orElse("");
    return switch (marker) {
      case "proxy-protocol" ->
          Optional.of(
              Finding.broken(
                      "the PROXY protocol is sent to Kolan",
                      "%s begins each connection with a line of the PROXY protocol, and Kolan speaks"
                              .formatted(examination.proxy().title())
                          + " plain HTTP/1.1: it answers 400 to everything",
                      Directive.PROXY_SENT.in(examination.proxy()))
                  .raising(11200, 31920));
      case "http2", "tls" ->
          Optional.of(
              Finding.broken(
                      "%s is spoken to Kolan".formatted(marker.equals("tls") ? "TLS" : "HTTP/2"),
                      "%s does, and Kolan speaks plain HTTP/1.1: it answers 400 to everything"
                          .formatted(examination.proxy().title()),
                      Directive.UPSTREAM.in(examination.proxy()))
                  .raising(11200, 31920));
      default -> Optional.empty();
    };
  }
}
