package app.kolan.server.doctor.outside;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import app.kolan.server.line.echo.EchoFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether forms arrive that are large, oddly encoded, or sent in pieces.
final class BodiesCheck implements Check {
  private static final int LARGE = 40_000;

  private final Chart chart;

  BodiesCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "unusual forms";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!chart.echoes()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    FormPairs form = chart.call().parameters("ringing");
    String odd = form.encoded() + "&a=%20x%20&b=1+1&b=%D7%A9&c=&d=%7e%27";
    look("a form with unusual escapes", FrontDoor.echo(chart).withBody(odd))
        .ifPresent(findings::add);
    look(
            "a form of 40 KB",
            FrontDoor.echo(chart).withBody(form.with("AddOns", "x".repeat(LARGE)).encoded()))
        .ifPresent(findings::add);
    look(
            "a form that is sent in chunks",
            FrontDoor.echo(chart).with("Transfer-Encoding", "chunked"))
        .ifPresent(findings::add);
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine(
              "forms of 40 KB, in chunks and with unusual escapes arrive as they were sent"));
    }
    return findings;
  }

  private static boolean isSize(HttpAsk ask, Answered answer) {
    return answer.status() == 413 || ask.body().length() > LARGE;
  }

  private Optional<Finding> look(String what, HttpAsk ask) throws InterruptedException {
    HttpResult result = chart.ask(ask);
    if (!(result instanceof Answered answer)) {
      return Optional.of(
          Finding.warning(
              what + " gets no answer",
              "%s hangs up on it".formatted(chart.front().title()),
              Directive.BODY_SIZE.in(chart.front())));
    }
    Optional<EchoFacts> facts = EchoFacts.parse(answer.body());
    if (facts.isEmpty()) {
      return Optional.of(
          Finding.warning(
                  "%s is answered %d".formatted(what, answer.status()),
                  "%s refuses it before the server sees it, for its %s; usual webhooks pass"
                      .formatted(
                          chart.front().title(),
                          isSize(ask, answer) ? "size" : "content: a rule on what is in the form"),
                  (isSize(ask, answer) ? Directive.BODY_SIZE : Directive.ACCESS).in(chart.front()))
              .raising(11200));
    }
    boolean known = chart.cause(Symptom.SIGNATURE).isPresent();
    return BodyChange.between(ask.body().bytes(), facts.get())
        .filter(_ -> !known)
        .map(
            change ->
                Finding.warning(
                        "%s: %s".formatted(what, change.what()),
                        "%s changes it on its way".formatted(chart.front().title()),
                        Directive.BODY.in(chart.front()))
                    .raising(11200));
  }
}
