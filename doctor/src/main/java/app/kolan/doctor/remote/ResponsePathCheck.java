package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.Headers;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoOptions;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether responses arrive unchanged: type, length, compression, errors, caches.
final class ResponsePathCheck implements Check {
  private static final int LONG = 40_000;

  private final Examination examination;

  ResponsePathCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the way back";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!examination.echoes()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    twiml().ifPresent(findings::add);
    if (findings.isEmpty()) {
      sound().ifPresent(findings::add);
      cache().ifPresent(findings::add);
      errors().ifPresent(findings::add);
    }
    if (findings.stream().anyMatch(finding -> finding.codes().contains(12300))) {
      findings.stream()
          .filter(finding -> finding.level() == Finding.Level.WARNING)
          .findFirst()
          .ifPresent(finding -> examination.blame(Symptom.ERRORS, finding.what()));
    }
    findings.stream()
        .filter(finding -> finding.level() == Finding.Level.BROKEN)
        .findFirst()
        .ifPresent(finding -> examination.blame(Symptom.ANSWERS, finding.what()));
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine("answers come back whole, in their type, fresh, and errors as they are"));
    }
    return findings;
  }

  private Optional<Finding> twiml() throws InterruptedException {
    var wish = new EchoOptions(200, "application/xml; charset=utf-8", LONG);
    WireResult result =
        examination.request(EndpointCheck.echo(examination).with(EchoOptions.HEADER, wish.text()));
    ProxyKind proxy = examination.proxy();
    if (!(result instanceof Answered answer)) {
      return Optional.of(
          Finding.broken(
                  "an answer of 40 KB does not come back",
                  proxy.title() + " hangs up on it",
                  "In nginx: see that proxy_temp_path can be written, and proxy_buffers. "
                      + Directive.ANSWER.in(proxy))
              .raising(11200));
    }
    if (answer.status() != wish.status() && !ProxyKind.isKolan(answer)) {
      return Optional.of(
          BlockedRequest.ofCall(examination, EndpointCheck.echo(examination)).of(answer));
    }
    if (!answer.mediaType().equals("application/xml")) {
      return Optional.of(type(answer, "application/xml", "TwiML").raising(12300));
    }
    return content(answer, wish);
  }

  private Optional<Finding> sound() throws InterruptedException {
    var wish = new EchoOptions(200, "audio/mpeg", LONG);
    WireRequest request =
        EndpointCheck.echo(examination)
            .withTarget(WireRequest.target(examination.kolanUrl(TwilioPaths.SOUNDS + "echo.mp3")))
            .withMethod("GET")
            .withBody("")
            .without("Accept-Encoding")
            .with(EchoOptions.HEADER, wish.text());
    if (!(examination.request(request) instanceof Answered answer)
        || EchoReport.parse(answer.body()).isEmpty()) {
      return Optional.empty();
    }
    if (!answer.mediaType().equals("audio/mpeg")) {
      return Optional.of(type(answer, "audio/mpeg", "sounds").raising(13420));
    }
    if (answer.headers().has("Content-Encoding")) {
      return Optional.of(
          Finding.warning(
                  "answers are packed (%s) without being asked for"
                      .formatted(answer.header("Content-Encoding").orElse("")),
                  "%s packs them though the request has no Accept-Encoding"
                      .formatted(examination.proxy().title()),
                  Directive.COMPRESSION.in(examination.proxy()))
              .raising(13420));
    }
    return content(answer, wish);
  }

  private Finding type(Answered answer, String sent, String what) {
    return Finding.broken(
        "the Content-Type of %s becomes %s"
            .formatted(what, answer.mediaType().isEmpty() ? "none" : answer.mediaType()),
        "the server says %s, and %s replaces it".formatted(sent, examination.proxy().title()),
        Directive.TYPE.in(examination.proxy()));
  }

  private Optional<Finding> content(Answered answer, EchoOptions wish) {
    Optional<EchoReport> facts = EchoReport.parse(answer.body());
    boolean same =
        facts.isPresent()
            && facts.get().sample().equals(EchoOptions.sampleText(wish.sample()))
            && answer.whole();
    if (same) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.broken(
                "answers arrive changed",
                facts.isPresent()
                    ? "%s replaces text within them".formatted(examination.proxy().title())
                    : ResponseFate.damage(answer, examination.proxy()),
                Directive.ANSWER.in(examination.proxy()))
            .raising(12100, 11200));
  }

  private Optional<Finding> cache() throws InterruptedException {
    String target = WireRequest.target(examination.kolanUrl(TwilioPaths.ECHO));
    for (int i = 0; i < 3; i++) {
      WireRequest request =
          WireRequest.get(
                  examination.kolanUrl(TwilioPaths.ECHO),
                  Headers.of("User-Agent", DoctorCall.AGENT, "Accept", "*/*"))
              .withTarget(target)
              .with(DoctorProof.HEADER, examination.proof());
      if (examination.request(request) instanceof Answered answer) {
        Optional<EchoReport> facts = EchoReport.parse(answer.body());
        if (facts.isPresent() && !examination.isOfLatestProof(facts.get())) {
          return Optional.of(
              Finding.warning(
                      "answers to GET come from a cache",
                      "two different requests get the same answer from %s; Kolan's webhooks are"
                              .formatted(examination.proxy().title())
                          + " POSTs, but sounds and other webhooks would grow old",
                      Directive.CACHE.in(examination.proxy()))
                  .raising(11200));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> errors() throws InterruptedException {
    for (int status : new int[] {403, 404, 500}) {
      var wish = new EchoOptions(status, EchoOptions.JSON, 0);
      WireResult result =
          examination.request(
              EndpointCheck.echo(examination).with(EchoOptions.HEADER, wish.text()));
      if (!(result instanceof Answered answer)) {
        continue;
      }
      boolean kept = EchoReport.parse(answer.body()).isPresent();
      if (answer.status() != status) {
        return Optional.of(
            Finding.warning(
                    "an answer of %d arrives as %d".formatted(status, answer.status()),
                    "%s turns errors of the server into something else, so that Twilio sees no error"
                            .formatted(examination.proxy().title())
                        + " or another one, and does not turn to the fallback URL",
                    Directive.ERRORS.in(examination.proxy()))
                .raising(11200, 12300));
      }
      if (!kept) {
        return Optional.of(
            Finding.warning(
                "error pages of the server are replaced (%d)".formatted(status),
                "%s answers errors with a page of its own, which hides the cause that the server"
                        .formatted(examination.proxy().title())
                    + " tells",
                Directive.ERRORS.in(examination.proxy())));
      }
    }
    return Optional.empty();
  }
}
