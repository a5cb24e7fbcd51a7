package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.Headers;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import app.kolan.server.line.Paths;
import app.kolan.server.line.echo.DoctorProof;
import app.kolan.server.line.echo.EchoFacts;
import app.kolan.server.line.echo.EchoWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of answers on their way back: type, length, compression, errors, caches.
final class WayBackCheck implements Check {
  private static final int LONG = 40_000;

  private final Chart chart;

  WayBackCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "the way back";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!chart.echoes()) {
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
          .ifPresent(finding -> chart.blame(Symptom.ERRORS, finding.what()));
    }
    findings.stream()
        .filter(finding -> finding.level() == Finding.Level.BROKEN)
        .findFirst()
        .ifPresent(finding -> chart.blame(Symptom.ANSWERS, finding.what()));
    if (findings.isEmpty()) {
      findings.add(
          Finding.fine("answers come back whole, in their type, fresh, and errors as they are"));
    }
    return findings;
  }

  private Optional<Finding> twiml() throws InterruptedException {
    var wish = new EchoWish(200, "application/xml; charset=utf-8", LONG);
    HttpResult result = chart.ask(FrontDoor.echo(chart).with(EchoWish.HEADER, wish.text()));
    Front front = chart.front();
    if (!(result instanceof Answered answer)) {
      return Optional.of(
          Finding.broken(
                  "an answer of 40 KB does not come back",
                  front.title() + " hangs up on it",
                  "In nginx: see that proxy_temp_path can be written, and proxy_buffers. "
                      + Directive.ANSWER.in(front))
              .raising(11200));
    }
    if (answer.status() != wish.status() && !Front.isKolan(answer)) {
      return Optional.of(Refusal.ofCall(chart, FrontDoor.echo(chart)).of(answer));
    }
    if (!answer.mediaType().equals("application/xml")) {
      return Optional.of(type(answer, "application/xml", "TwiML").raising(12300));
    }
    return content(answer, wish);
  }

  private Optional<Finding> sound() throws InterruptedException {
    var wish = new EchoWish(200, "audio/mpeg", LONG);
    HttpAsk ask =
        FrontDoor.echo(chart)
            .withTarget(HttpAsk.target(chart.kolanUrl(Paths.SOUNDS + "echo.mp3")))
            .withMethod("GET")
            .withBody("")
            .without("Accept-Encoding")
            .with(EchoWish.HEADER, wish.text());
    if (!(chart.ask(ask) instanceof Answered answer) || EchoFacts.parse(answer.body()).isEmpty()) {
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
                      .formatted(chart.front().title()),
                  Directive.COMPRESSION.in(chart.front()))
              .raising(13420));
    }
    return content(answer, wish);
  }

  private Finding type(Answered answer, String sent, String what) {
    return Finding.broken(
        "the Content-Type of %s becomes %s"
            .formatted(what, answer.mediaType().isEmpty() ? "none" : answer.mediaType()),
        "the server says %s, and %s replaces it".formatted(sent, chart.front().title()),
        Directive.TYPE.in(chart.front()));
  }

  private Optional<Finding> content(Answered answer, EchoWish wish) {
    Optional<EchoFacts> facts = EchoFacts.parse(answer.body());
    boolean same =
        facts.isPresent()
            && facts.get().sample().equals(EchoWish.sampleText(wish.sample()))
            && answer.whole();
    if (same) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.broken(
                "answers arrive changed",
                facts.isPresent()
                    ? "%s replaces text within them".formatted(chart.front().title())
                    : Answers.damage(answer, chart.front()),
                Directive.ANSWER.in(chart.front()))
            .raising(12100, 11200));
  }

  private Optional<Finding> cache() throws InterruptedException {
    String target = HttpAsk.target(chart.kolanUrl(Paths.ECHO));
    for (int i = 0; i < 3; i++) {
      String proof = chart.proof();
      HttpAsk ask =
          HttpAsk.get(
                  chart.kolanUrl(Paths.ECHO),
                  Headers.of("User-Agent", DoctorsCall.AGENT, "Accept", "*/*"))
              .withTarget(target)
              .with(DoctorProof.HEADER, proof);
      if (chart.ask(ask) instanceof Answered answer) {
        Optional<EchoFacts> facts = EchoFacts.parse(answer.body());
        if (facts.isPresent() && !proof.contains(facts.get().nonce())) {
          return Optional.of(
              Finding.warning(
                      "answers to GET come from a cache",
                      "two different requests get the same answer from %s; Kolan's webhooks are"
                              .formatted(chart.front().title())
                          + " POSTs, but sounds and other webhooks would grow old",
                      Directive.CACHE.in(chart.front()))
                  .raising(11200));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> errors() throws InterruptedException {
    for (int status : new int[] {403, 404, 500}) {
      var wish = new EchoWish(status, EchoWish.JSON, 0);
      HttpResult result = chart.ask(FrontDoor.echo(chart).with(EchoWish.HEADER, wish.text()));
      if (!(result instanceof Answered answer)) {
        continue;
      }
      boolean kept = EchoFacts.parse(answer.body()).isPresent();
      if (answer.status() != status) {
        return Optional.of(
            Finding.warning(
                    "an answer of %d arrives as %d".formatted(status, answer.status()),
                    "%s turns errors of the server into something else, so that Twilio sees no error"
                            .formatted(chart.front().title())
                        + " or another one, and does not turn to the fallback URL",
                    Directive.ERRORS.in(chart.front()))
                .raising(11200, 12300));
      }
      if (!kept) {
        return Optional.of(
            Finding.warning(
                "error pages of the server are replaced (%d)".formatted(status),
                "%s answers errors with a page of its own, which hides the cause that the server"
                        .formatted(chart.front().title())
                    + " tells",
                Directive.ERRORS.in(chart.front())));
      }
    }
    return Optional.empty();
  }
}
