package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether forms arrive that are large, oddly encoded, or sent in pieces.
final class BodiesCheck implements Check {
  private static final int LARGE = 40_000;
  private static final int[] SIZES = {1000, 2000, 3000, 4000, 8000, 16_000, 24_000, LARGE};

  /// Failures between the proxy and the server, which have nothing to do with the form.
  private static final Set<Integer> GATEWAY = Set.of(502, 503, 504);

  /// As large as forms that Twilio sends every day.
  private static final int USUAL = 4000;

  private final Examination examination;

  BodiesCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "unusual forms";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!examination.echoes()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    hebrew().ifPresent(findings::add);
    String odd = form().encoded() + "&a=%20x%20&b=1+1&b=%C3%A9&c=&d=%7e%27";
    if (findings.isEmpty()) {
      look("a form with unusual escapes", EndpointCheck.echo(examination).withBody(odd))
          .ifPresent(findings::add);
    }
    size().ifPresent(findings::add);
    look(
            "a form that is sent in chunks",
            EndpointCheck.echo(examination).with("Transfer-Encoding", "chunked"))
        .ifPresent(findings::add);
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine(
              "forms of 40 KB, in Hebrew, in chunks and with unusual escapes arrive as they were"
                  + " sent"));
    }
    return findings;
  }

  private FormPairs form() {
    return examination.call().parameters("ringing");
  }

  /// A form with a caller's name in Hebrew, which a rule against foreign letters refuses.
  private Optional<Finding> hebrew() throws InterruptedException {
    WireRequest request =
        EndpointCheck.echo(examination)
            .withBody(form().with("CallerName", "ישראל ישראלי").encoded());
    Optional<Finding> fault = look("a form with Hebrew letters", request);
    if (fault.isEmpty() || isEchoed(request.withBody(form().with("CallerName", "x").encoded()))) {
      return fault.map(
          finding ->
              new Finding(
                  finding.level(),
                  finding.what(),
                  "the same form in Latin letters passes: %s has a rule on Hebrew letters, as a web"
                          .formatted(examination.proxy().title())
                      + " application firewall has; Twilio sends names and what callers say so",
                  finding.remedy(),
                  finding.codes()));
    }
    return fault;
  }

  /// The largest form that arrives whole, if one of 40 KB does not.
  private Optional<Finding> size() throws InterruptedException {
    Optional<Finding> largest = look("a form of 40 KB", ofSize(LARGE));
    if (largest.isEmpty() || largest.get().codes().contains(31920)) {
      return largest;
    }
    int passed = EndpointCheck.echo(examination).body().length();
    for (int size : SIZES) {
      Optional<Finding> fault = look("a form of %d KB".formatted(size / 1000), ofSize(size));
      if (fault.isPresent()) {
        return Optional.of(limit(fault.get(), size, passed));
      }
      passed = size;
    }
    return Optional.empty();
  }

  private static Finding limit(Finding fault, int size, int passed) {
    boolean usual = size <= USUAL;
    return new Finding(
        usual ? Level.BROKEN : fault.level(),
        "%s; one of %d bytes passes".formatted(fault.what(), passed),
        fault.cause().orElse("")
            + (usual
                ? ". Twilio's own forms are of that size when a call comes by SIP, is verified"
                    + " (StirPassportToken, CallToken) or has add-ons"
                : ""),
        fault.remedy(),
        List.of(11200));
  }

  private WireRequest ofSize(int size) {
    int length = Math.max(1, size - form().encoded().length() - "&AddOns=".length());
    return EndpointCheck.echo(examination)
        .withBody(form().with("AddOns", "x".repeat(length)).encoded());
  }

  private boolean isEchoed(WireRequest request) throws InterruptedException {
    return examination.request(examination.renewed(request)) instanceof Answered answer
        && EchoReport.parse(answer.body()).isPresent();
  }

  private static boolean isSize(WireRequest request, Answered answer) {
    return answer.status() == 413 || request.body().length() >= SIZES[0];
  }

  private Optional<Finding> look(String what, WireRequest request) throws InterruptedException {
    WireResult result = examination.request(request);
    if (!(result instanceof Answered answer)) {
      return Optional.of(
          Finding.warning(
              what + " gets no answer",
              "%s hangs up on it".formatted(examination.proxy().title()),
              Directive.BODY_SIZE.in(examination.proxy())));
    }
    if (GATEWAY.contains(answer.status())
        && !ProxyKind.isKolan(answer)
        && !isEchoed(EndpointCheck.echo(examination))) {
      return Optional.of(BlockedRequest.ofCall(examination, request).of(answer));
    }
    Optional<EchoReport> facts = EchoReport.parse(answer.body());
    if (facts.isEmpty()) {
      return Optional.of(
          Finding.warning(
                  "%s is answered %d".formatted(what, answer.status()),
                  "%s refuses it before the server sees it, for its %s; smaller or plainer ones pass"
                      .formatted(
                          examination.proxy().title(),
                          isSize(request, answer)
                              ? "size"
                              : "content: a rule on what is in the form"),
                  (isSize(request, answer) ? Directive.BODY_SIZE : Directive.ACCESS)
                      .in(examination.proxy()))
              .raising(11200));
    }
    boolean known = examination.cause(Symptom.SIGNATURE).isPresent();
    return BodyChange.between(request.body().bytes(), facts.get())
        .filter(_ -> !known)
        .map(
            change ->
                Finding.warning(
                        "%s: %s".formatted(what, change.what()),
                        "%s changes it on its way".formatted(examination.proxy().title()),
                        Directive.BODY.in(examination.proxy()))
                    .raising(11200));
  }
}
