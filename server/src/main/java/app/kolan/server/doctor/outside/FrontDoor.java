package app.kolan.server.doctor.outside;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import app.kolan.server.doctor.outside.wire.HttpResult.Failed;
import app.kolan.server.line.echo.DoctorProof;
import app.kolan.server.line.echo.EchoFacts;
import app.kolan.server.line.echo.EchoWish;
import java.util.List;
import java.util.Optional;

/// Who answers at the voice URL: the server, something in front of it, or something else.
///
/// A Kolan is asked for the echo of a signed call, so that no call begins; of another server the
/// voice webhook itself is looked at later.
final class FrontDoor implements Check {
  private static final int SAMPLE = 300;

  private final Chart chart;

  FrontDoor(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "who answers";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (chart.cause(Symptom.UNREACHABLE).isPresent()) {
      return List.of();
    }
    HttpAsk ask = echo(chart);
    HttpResult result = chart.ask(ask);
    if (isSignOfKolan(result)) {
      chart.isFoundToBeKolan();
    }
    if (!chart.isKolan()) {
      return stranger();
    }
    for (int token = 1;
        isRefusedByKolan(result) && token < chart.patient().tokens().size();
        token++) {
      chart.tokenIs(token);
      ask = echo(chart);
      result = chart.ask(ask);
    }
    return switch (result) {
      case Failed failed -> List.of(blocked(Refusal.ofCall(chart, ask).of(failed)));
      case Answered answer -> judge(ask, answer);
    };
  }

  /// A call that comes in, as Twilio would tell of it, with a proof that makes it an echo.
  static HttpAsk echo(Chart chart) {
    FormPairs form = chart.call().parameters("ringing");
    return chart
        .call()
        .webhook(chart.voiceUrl(), form, chart.token().orElse("-"))
        .with(DoctorProof.HEADER, chart.proof())
        .with(EchoWish.HEADER, new EchoWish(200, EchoWish.JSON, SAMPLE).text());
  }

  private static boolean isSignOfKolan(HttpResult result) {
    return result instanceof Answered answer
        && (Front.isKolan(answer) || EchoFacts.parse(answer.body()).isPresent());
  }

  private List<Finding> judge(HttpAsk ask, Answered answer) throws InterruptedException {
    Optional<EchoFacts> facts = EchoFacts.parse(answer.body());
    if (facts.isPresent()) {
      return arrived(ask, answer, facts.get());
    }
    if (answer.isRedirect()) {
      return List.of(unreachable(Redirects.explain(chart, answer)));
    }
    if (Front.isKolan(answer) && answer.status() == 200) {
      return List.of(damaged(Answers.damage(answer, chart.front())));
    }
    if (Front.isKolan(answer) && answer.status() / 100 == 4) {
      return proofByQuery(ask);
    }
    return List.of(blocked(Refusal.ofCall(chart, ask).of(answer)));
  }

  private List<Finding> arrived(HttpAsk ask, Answered answer, EchoFacts facts) {
    boolean mine = ask.headers().first(DoctorProof.HEADER).orElse("").contains(facts.nonce());
    if (!mine) {
      return List.of(blocked(Answers.cached(chart.front(), "POST")));
    }
    chart.arrivedIs(facts);
    if (!facts.sample().equals(EchoWish.sampleText(SAMPLE))) {
      chart.echoIsUnreliable();
      return List.of(damaged(chart.front().title() + " replaces text within the body"));
    }
    return List.of(
        Finding.fine(
            "Kolan %s answers%s, by %s, in %d ms"
                .formatted(
                    facts.kolan(),
                    chart.front() == Front.UNKNOWN ? "" : " behind " + chart.front().title(),
                    answer.version(),
                    answer.firstByte().toMillis())));
  }

  /// Asks again with the proof in the query: a proxy may have taken the header off.
  private List<Finding> proofByQuery(HttpAsk ask) throws InterruptedException {
    String target = ask.target();
    String parameter = DoctorProof.PARAMETER + "=" + chart.proof();
    HttpAsk again =
        ask.without(DoctorProof.HEADER)
            .withTarget(target + (target.contains("?") ? "&" : "?") + parameter);
    if (chart.ask(again) instanceof Answered answer) {
      Optional<EchoFacts> facts = EchoFacts.parse(answer.body());
      if (facts.isPresent()) {
        String lost =
            String.join(", ", HeaderComparison.missing(again.headers(), facts.get().headers()));
        boolean signature = facts.get().header(DoctorsCall.SIGNATURE).isEmpty();
        Finding finding =
            Finding.broken(
                    "headers are lost on the way: X-Kolan-Doctor"
                        + (lost.isEmpty() ? "" : ", " + lost),
                    "%s takes them off%s"
                        .formatted(
                            chart.front().title(),
                            signature
                                ? "; without X-Twilio-Signature the server refuses every webhook"
                                : ""),
                    Directive.HEADERS.in(chart.front()))
                .raising(11200, 31920);
        return List.of(signature ? blame(Symptom.SIGNATURE, finding) : finding);
      }
    }
    return List.of(unproven());
  }

  private Finding unproven() {
    Finding finding =
        chart.patient().tokens().isEmpty()
            ? Finding.warning(
                "Kolan answers, and does not believe the doctor",
                "the doctor was given no auth token, so it can prove nothing",
                "Give the doctor the server's own TWILIO_AUTH_TOKEN.")
            : Finding.broken(
                    "Kolan answers, and does not believe the doctor",
                    "the auth token given to the doctor is none of the server's: if it is the"
                        + " account's, every call gets 403; or their clocks differ by more than five"
                        + " minutes",
                    "Set TWILIO_AUTH_TOKEN of the server to the primary token of the account that"
                        + " owns the number, or give the doctor the server's; let both clocks be set"
                        + " by NTP.")
                .raising(11200, 31920);
    chart.blame(Symptom.SIGNATURE, finding.cause().orElse(finding.what()));
    return finding;
  }

  private List<Finding> stranger() throws InterruptedException {
    FormPairs form = chart.call().parameters("ringing");
    HttpAsk ask = chart.call().webhook(chart.voiceUrl(), form, chart.token().orElse("-"));
    return switch (chart.voice(ask)) {
      case Failed failed -> List.of(blocked(Refusal.ofCall(chart, ask).of(failed)));
      case Answered answer when answer.isRedirect() ->
          List.of(unreachable(Redirects.explain(chart, answer)));
      case Answered answer when Refusal.isOfProxy(answer) || Front.isOwnPage(answer) ->
          List.of(blocked(Refusal.ofCall(chart, ask).of(answer)));
      case Answered answer ->
          List.of(
              Finding.fine(
                  "%s answers, by %s, in %d ms"
                      .formatted(
                          answer.header("Server").orElse("a server that does not tell its name"),
                          answer.version(),
                          answer.firstByte().toMillis())));
    };
  }

  private Finding damaged(String how) {
    return blame(
        Symptom.ANSWERS,
        Finding.broken("Kolan's answers arrive changed", how, Directive.ANSWER.in(chart.front()))
            .raising(11200, 12100));
  }

  private Finding blocked(Finding finding) {
    return blame(Symptom.VOICE, finding);
  }

  private Finding unreachable(Finding finding) {
    return blame(Symptom.UNREACHABLE, finding);
  }

  private Finding blame(Symptom symptom, Finding finding) {
    chart.blame(symptom, finding.what());
    return finding;
  }

  private static boolean isRefusedByKolan(HttpResult result) {
    return result instanceof Answered answer && answer.status() / 100 == 4 && Front.isKolan(answer);
  }
}
