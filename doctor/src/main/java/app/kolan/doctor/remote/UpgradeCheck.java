package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.doctor.remote.wire.WireResult.Failed;
import app.kolan.doctor.remote.wire.WireSocket;
import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The upgrade to a WebSocket, requested and signed exactly as Twilio does.
final class UpgradeCheck implements Check {
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final Examination examination;

  UpgradeCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the upgrade";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<URI> url = examination.stream();
    if (url.isEmpty() || examination.token().isEmpty()) {
      return List.of();
    }
    WireRequest request = DoctorStream.upgrade(url.get(), examination.token().orElseThrow());
    WireSocket.Opening opening = WireSocket.open(request, examination.timeout());
    WireSocket socket = opening.socket();
    if (socket != null) {
      socket.close();
      return opened(opening);
    }
    Finding finding = refused(url.get(), request, opening.result());
    examination.blame(Symptom.SOCKET, finding.what());
    return List.of(finding);
  }

  private List<Finding> opened(WireSocket.Opening opening) {
    var findings = new ArrayList<Finding>();
    Answered answer = (Answered) opening.result();
    if (!opening.acceptIsRight()) {
      findings.add(
          Finding.broken(
                  "Sec-WebSocket-Accept is wrong",
                  "it does not answer the key that was sent: the answer is cached, or a header of the"
                      + " handshake is changed on its way",
                  Directive.SUBPROTOCOL.in(examination.proxy()))
              .raising(31920));
    }
    for (String header : List.of("Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol")) {
      answer
          .header(header)
          .ifPresent(
              value ->
                  findings.add(
                      Finding.broken(
                              "the answer forces %s: %s".formatted(header, value),
                              "Twilio has asked for none, and breaks off",
                              Directive.SUBPROTOCOL.in(examination.proxy()))
                          .raising(31920, 31924)));
    }
    findings.stream()
        .findFirst()
        .ifPresent(first -> examination.blame(Symptom.SOCKET, first.what()));
    if (answer.firstByte().compareTo(SLOW) > 0) {
      findings.add(
          Finding.warning(
                  "a signed upgrade is answered 101 only after %d ms"
                      .formatted(answer.firstByte().toMillis()),
                  "the caller hears nothing until then, and Twilio gives up on slow sockets",
                  Directive.SLOW.in(examination.proxy()))
              .raising(31901));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine(
              "a signed upgrade is answered 101 in %d ms"
                  .formatted(answer.firstByte().toMillis())));
    }
    return findings;
  }

  private Finding refused(URI url, WireRequest request, WireResult result)
      throws InterruptedException {
    if (!(result instanceof Answered answer)) {
      if (examination.isDoubled()) {
        return mirrored(examination, ((Failed) result).detail());
      }
      return unreachable((Failed) result, request);
    }
    if (answer.isRedirect()) {
      return Finding.broken(
              "the upgrade is redirected: %d".formatted(answer.status()),
              "it is sent to %s, and Twilio follows no redirect of a stream"
                  .formatted(answer.header("Location").orElse("").replaceFirst("\\?.*", "")),
              "Write the URL that it leads to. " + Directive.REDIRECT.in(examination.proxy()))
          .raising(31920);
    }
    return examination.isKolan() ? ofKolan(url, request, answer) : ofStranger(url, request, answer);
  }

  /// A copy of an upgrade opens a socket of its own, and proxies then close both.
  static Finding mirrored(Examination examination, String detail) {
    return Finding.broken(
            "the media socket does not open: " + detail,
            "requests are sent twice, upgrades too, and %s does not get along with two sockets"
                .formatted(examination.proxy().title()),
            Directive.MIRROR.in(examination.proxy()))
        .raising(31920);
  }

  private Finding unreachable(Failed failed, WireRequest request) throws InterruptedException {
    Finding finding = BlockedRequest.ofSocket(examination, request).of(failed);
    Integer code =
        switch (failed.failure()) {
          case NAME, UNREACHABLE -> 31904;
          case REFUSED -> 31902;
          case CONNECT_TIMEOUT, SILENT -> 31901;
          case TLS -> 31910;
          case CLOSED, NOT_HTTP, HTTP2_ALONE -> 31920;
        };
    return finding.raising(code);
  }

  /// Repeats the request with a proof, so that Kolan echoes what arrived.
  private Finding ofKolan(URI url, WireRequest request, Answered answer)
      throws InterruptedException {
    String what = "the upgrade is answered %d in place of 101".formatted(answer.status());
    WireRequest again = request.with(DoctorProof.HEADER, examination.proof());
    Optional<EchoReport> facts =
        examination.request(again) instanceof Answered second
            ? EchoReport.parse(second.body())
            : Optional.empty();
    if (facts.isPresent()) {
      return arrived(url, again, facts.get(), what);
    }
    Optional<String> known = examination.causeOfAny(Symptom.SIGNATURE, Symptom.VOICE);
    if (ProxyKind.isKolan(answer)) {
      return switch (answer.status()) {
        case 403, 404 ->
            known
                .map(cause -> Examination.followUp(what, cause))
                .orElseGet(
                    () ->
                        Finding.broken(
                                what,
                                "Kolan refuses its signature",
                                "Compare KOLAN_PUBLIC_URL with the URL that Twilio calls.")
                            .raising(31920));
        case 426 -> dropped(what, "Kolan sees a plain GET");
        default ->
            Finding.broken(
                    what,
                    "Kolan sees a handshake that lacks something: the Sec-WebSocket headers are lost"
                        + " or changed on their way",
                    Directive.UPGRADE.in(examination.proxy()))
                .raising(31920);
      };
    }
    Finding blocked = BlockedRequest.ofSocket(examination, request).of(answer).raising(31920);
    return examination
        .cause(Symptom.VOICE)
        .filter(_ -> sameKind(answer))
        .map(cause -> Examination.followUp(blocked.what(), cause))
        .orElse(blocked);
  }

  /// Whether the webhooks are already rejected in this way.
  private boolean sameKind(Answered answer) {
    return examination.cause(Symptom.VOICE).orElse("").contains(" " + answer.status() + " ");
  }

  private Finding arrived(URI url, WireRequest sent, EchoReport facts, String what) {
    boolean lostUpgrade = facts.header("Upgrade").filter("websocket"::equalsIgnoreCase).isEmpty();
    if (lostUpgrade) {
      String version = facts.version().contains("1.0") ? ", in HTTP/1.0" : "";
      return dropped(
          what,
          "Kolan sees a plain %s%s, with Connection “%s” and %s"
              .formatted(
                  facts.method(),
                  version,
                  facts.header("Connection").orElse(""),
                  facts.header("Upgrade").map(u -> "Upgrade “" + u + "”").orElse("no Upgrade")));
    }
    Optional<String> known = examination.cause(Symptom.SIGNATURE);
    if (known.isPresent()) {
      return Examination.followUp(what, known.get());
    }
    Finding cause = ArrivalCheck.compare(url, sent, facts, examination.proxy()).getFirst();
    return new Finding(
        Finding.Level.BROKEN,
        what,
        "%s: %s".formatted(cause.what(), cause.cause().orElse("")),
        cause.cure().orElse(null),
        List.of(31920));
  }

  private Finding dropped(String what, String seen) {
    return Finding.broken(
            what,
            "%s drops the Upgrade: %s".formatted(examination.proxy().title(), seen),
            Directive.UPGRADE.in(examination.proxy()))
        .raising(31920);
  }

  private Finding ofStranger(URI url, WireRequest request, Answered answer)
      throws InterruptedException {
    String what =
        "the upgrade of %s is answered %d in place of 101"
            .formatted(url.getPath(), answer.status());
    if (BlockedRequest.isOfProxy(answer)) {
      return BlockedRequest.ofSocket(examination, request).of(answer).raising(31920);
    }
    return switch (answer.status()) {
      case 200, 204 ->
          Finding.broken(
                  what,
                  "the path is a plain HTTP route: nothing there speaks WebSocket (in Flask a route"
                      + " needs flask-sock, and a server that can do it), or the proxy drops the"
                      + " Upgrade",
                  "Let the path be a WebSocket in the application. "
                      + Directive.UPGRADE.in(examination.proxy()))
              .raising(31920);
      case 404, 410 ->
          Finding.broken(
                  what,
                  "the server has no such path, or knows it for WebSockets alone and the proxy drops"
                      + " the Upgrade",
                  "Correct the url of the <Stream>. " + Directive.UPGRADE.in(examination.proxy()))
              .raising(31920);
      case 400, 405, 426 ->
          Finding.broken(
                  what,
                  "the server sees no whole handshake: the proxy drops Upgrade or Connection, or the"
                      + " path takes something else",
                  Directive.UPGRADE.in(examination.proxy()))
              .raising(31920);
      case 401, 403 -> signedOtherwise(url, request, answer, what);
      default -> BlockedRequest.ofSocket(examination, request).of(answer).raising(31920);
    };
  }

  private Finding signedOtherwise(URI url, WireRequest request, Answered answer, String what)
      throws InterruptedException {
    String plain = DoctorStream.withoutQuery(url);
    String token = examination.token().orElseThrow();
    for (String over :
        List.of(
            plain.replaceFirst("^ws", "http"),
            plain.replaceFirst("^wss?", "http"),
            plain.replaceFirst("^wss?", "ws"),
            plain.replaceFirst("^wss?", "wss"),
            plain + "/",
            plain.replaceFirst("^(wss?://[^/:]*)(:[0-9]+)?", "$1"))) {
      WireRequest other =
          request.with(DoctorCall.SIGNATURE, RequestSignature.compute(token, over, FormPairs.NONE));
      if (!over.equals(plain)
          && examination.request(other) instanceof Answered taken
          && taken.status() == 101) {
        return Finding.broken(
                what,
                "it accepts an upgrade that is signed for %s, while Twilio signs %s"
                    .formatted(over, plain),
                "Let the server check the signature of a socket over its wss:// URL.")
            .raising(31920);
      }
    }
    return BlockedRequest.ofSocket(examination, request).of(answer).raising(31920);
  }
}
