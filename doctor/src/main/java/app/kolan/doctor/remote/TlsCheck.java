package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.ConnectionProbe;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.doctor.remote.wire.Headers;
import app.kolan.doctor.remote.wire.Preamble;
import app.kolan.doctor.remote.wire.WireExchange;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// TLS: whether it is used, in which version, and whether Twilio trusts the certificate. The
/// examination continues after a bad certificate.
final class TlsCheck implements Check {
  private final Examination examination;
  private final TrustStore trust;

  TlsCheck(Examination examination, TrustStore trust) {
    this.examination = examination;
    this.trust = trust;
  }

  @Override
  public String name() {
    return "TLS and certificate";
  }

  @Override
  public List<Finding> look() {
    Endpoint endpoint = examination.endpoint();
    if (!endpoint.secure()) {
      return plain(endpoint);
    }
    ConnectionProbe.Handshake handshake = ConnectionProbe.handshake(endpoint, List.of());
    String failure = handshake.failure();
    if (failure != null) {
      examination.blame(Symptom.UNREACHABLE, "TLS cannot be agreed on");
      return List.of(refused(endpoint, failure));
    }
    FrontProbe.probe(examination);
    var findings = new ArrayList<>(CertificateJudge.judge(examination, trust, handshake.chain()));
    String version = String.valueOf(handshake.version());
    if (version.equals("TLSv1.3")
        && ConnectionProbe.handshake(endpoint, List.of("TLSv1.2")).failure() != null) {
      findings.add(
          Finding.warning(
                  "TLS 1.3 is spoken, and TLS 1.2 is not",
                  "Twilio's webhooks are promised to work with TLS 1.2",
                  Directive.TLS_VERSION.in(examination.proxy()))
              .raising(11220));
    }
    findings.addAll(atOtherAddresses(endpoint, handshake.chain()));
    if (findings.isEmpty()) {
      X509Certificate own = handshake.chain().getFirst();
      findings.add(
          Finding.fine(
              "%s; the certificate of %s is good for %d more days"
                  .formatted(
                      version.replace("TLSv", "TLS "),
                      String.join(", ", CertificateNames.of(own)),
                      CertificateJudge.daysLeft(own, Instant.now()))));
    }
    return findings;
  }

  /// What is wrong with TLS at the other addresses of the host, where they send another certificate
  /// than the first. Twilio takes any of them.
  private List<Finding> atOtherAddresses(Endpoint endpoint, List<X509Certificate> ofTheFirst) {
    var findings = new ArrayList<Finding>();
    for (InetAddress address : examination.reachable().stream().skip(1).toList()) {
      ConnectionProbe.Handshake handshake =
          ConnectionProbe.handshake(endpoint.at(address), List.of());
      String failure = handshake.failure();
      if (failure != null) {
        findings.add(atAddress(address, refused(endpoint.at(address), failure)));
      } else if (!handshake.chain().equals(ofTheFirst)) {
        CertificateJudge.judge(examination, trust, handshake.chain())
            .forEach(finding -> findings.add(atAddress(address, finding)));
      }
    }
    return findings;
  }

  private static Finding atAddress(InetAddress address, Finding finding) {
    return new Finding(
        finding.level(),
        "at %s, one of the addresses of the name: %s"
            .formatted(address.getHostAddress(), finding.what()),
        finding.why(),
        finding.remedy(),
        finding.codes());
  }

  private List<Finding> plain(Endpoint endpoint) {
    WireRequest request =
        WireRequest.get(examination.voiceUrl(), Headers.of("User-Agent", DoctorCall.AGENT))
            .withTarget("/");
    WireResult result = WireExchange.exchange(request, examination.timeout());
    boolean saysSo =
        result instanceof WireResult.Answered answer
            && answer.status() == 400
            && answer.text().toLowerCase(Locale.ROOT).contains("https port");
    boolean speaksNoHttp = result instanceof WireResult.Failed;
    if (saysSo
        || speaksNoHttp && ConnectionProbe.handshake(endpoint, List.of()).failure() == null) {
      examination.blame(Symptom.UNREACHABLE, "the URL says http, and the port speaks https");
      return List.of(
          Finding.broken(
                  "port %d speaks https, and the URL says http".formatted(endpoint.port()),
                  "plain http meets TLS there, and gets no answer of the server's",
                  "Write https:// in KOLAN_PUBLIC_URL and in the URLs of the number.")
              .raising(11206, 31922));
    }
    if (NameCheck.isRehearsal(endpoint)) {
      return List.of();
    }
    return List.of(
        Finding.warning(
                "the URL is http",
                "whoever is on the way can read and change what Twilio and the server say, and"
                    + " Media Streams are opened over wss alone",
                "Let a proxy take TLS, and write https:// in KOLAN_PUBLIC_URL and in the URLs of the"
                    + " number. "
                    + Directive.LISTEN.in(examination.proxy()))
            .raising(31922));
  }

  private Finding refused(Endpoint endpoint, String failure) {
    WireRequest request =
        new WireRequest(
            new Endpoint(false, endpoint.host(), endpoint.port(), endpoint.chosen()),
            "GET",
            "/",
            Headers.of("User-Agent", DoctorCall.AGENT),
            WireRequest.Body.NONE);
    String alert = failure.toLowerCase(Locale.ROOT);
    if (ConnectionProbe.handshake(endpoint, List.of(), Preamble.PROXY).failure() == null) {
      return FrontProbe.proxyProtocolExpected(examination);
    }
    if (alert.contains("no_application_protocol")) {
      return FrontProbe.http2Alone(examination, "TLS refuses http/1.1: " + failure);
    }
    if (alert.contains("unsupported or unrecognized")
        || alert.contains("plaintext")
        || WireExchange.exchange(request, java.time.Duration.ofSeconds(3))
                instanceof WireResult.Answered plain
            && plain.status() != 400) {
      return Finding.broken(
              "port %d speaks plain http, and the URL says https".formatted(endpoint.port()),
              "the answer to TLS is no TLS: nothing takes TLS off in front of the server, or the"
                  + " port is not that of the proxy",
              Directive.LISTEN.in(examination.proxy()))
          .raising(11206, 11220, 31910);
    }
    if (alert.contains("protocol_version") || alert.contains("protocol version")) {
      return Finding.broken(
              "neither TLS 1.2 nor 1.3 is spoken",
              "the server speaks older versions only: " + failure,
              Directive.TLS_VERSION.in(examination.proxy()))
          .raising(11220, 31910);
    }
    if (alert.contains("unrecognized_name") || alert.contains("unrecognised")) {
      return Finding.broken(
              "TLS is refused for the name %s".formatted(endpoint.host()),
              "the proxy has no certificate for this name: " + failure,
              "Let the proxy's site have this name. "
                  + Directive.CERTIFICATE.in(examination.proxy()))
          .raising(11220, 31910);
    }
    if (alert.contains("certificate")) {
      return Finding.broken(
              "TLS asks for a client's certificate, which Twilio has not",
              failure,
              Directive.CLIENT_CERTIFICATE.in(examination.proxy()))
          .raising(11220, 31910);
    }
    return Finding.broken(
            "the TLS handshake fails",
            "the TLS library says: " + failure,
            "See that the proxy has a certificate with its key for %s, and offers usual ciphers. %s"
                .formatted(endpoint.host(), Directive.CERTIFICATE.in(examination.proxy())))
        .raising(11220, 31910);
  }

  @Override
  public boolean maySectionGoOn(List<Finding> findings) {
    return examination.cause(Symptom.UNREACHABLE).isEmpty();
  }
}
