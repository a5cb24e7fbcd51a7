package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether forms arrive that are large, oddly encoded, or sent in pieces.
final class BodiesCheck implements Check {
  private static final int LARGE = 40_000;

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
    FormPairs form = examination.call().parameters("ringing");
    String odd = form.encoded() + "&a=%20x%20&b=1+1&b=%D7%A9&c=&d=%7e%27";
    look("a form with unusual escapes", EndpointCheck.echo(examination).withBody(odd))
        .ifPresent(findings::add);
    look(
            "a form of 40 KB",
            EndpointCheck.echo(examination)
                .withBody(form.with("AddOns", "x".repeat(LARGE)).encoded()))
        .ifPresent(findings::add);
    look(
            "a form that is sent in chunks",
            EndpointCheck.echo(examination).with("Transfer-Encoding", "chunked"))
        .ifPresent(findings::add);
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine(
              "forms of 40 KB, in chunks and with unusual escapes arrive as they were sent"));
    }
    return findings;
  }

  private static boolean isSize(WireRequest request, Answered answer) {
    return answer.status() == 413 || request.body().length() > LARGE;
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
    Optional<EchoReport> facts = EchoReport.parse(answer.body());
    if (facts.isEmpty()) {
      return Optional.of(
          Finding.warning(
                  "%s is answered %d".formatted(what, answer.status()),
                  "%s refuses it before the server sees it, for its %s; usual webhooks pass"
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
