package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.doctor.remote.wire.WireResult.Failed;
import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoOptions;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import java.util.List;
import java.util.Optional;

/// Who answers at the voice URL: the server, something in front of it, or something else.
///
/// Kolan is asked for the echo of a signed call, so that no call begins; any other server's voice
/// webhook is checked later.
final class EndpointCheck implements Check {
  private static final int SAMPLE = 300;

  /// One of several servers under the name may refuse what another takes.
  private static final int MORE_TRIES = 7;

  private final Examination examination;

  EndpointCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "who answers";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.cause(Symptom.UNREACHABLE).isPresent()) {
      return List.of();
    }
    if (!examination.endpoint().secure()) {
      FrontProbe.probe(examination);
    }
    WireRequest request = echo(examination);
    WireResult result = examination.request(request);
    if (isSignOfKolan(result)) {
      examination.markAsKolan();
    }
    if (!examination.isKolan()) {
      return stranger();
    }
    int tokens = examination.target().tokens().size();
    for (int tries = 1; isRefusedByKolan(result) && tries < tokens + MORE_TRIES; tries++) {
      examination.tokenIs(tokens == 0 ? 0 : tries % tokens);
      request = echo(examination);
      result = examination.request(request);
    }
    if (isRefusedByKolan(result)) {
      examination.tokenIs(0);
    }
    return switch (result) {
      case Failed failed ->
          List.of(blocked(BlockedRequest.ofCall(examination, request).of(failed)));
      case Answered answer -> judge(request, answer);
    };
  }

  /// An incoming call as Twilio reports it, with a proof that makes it an echo.
  static WireRequest echo(Examination examination) {
    FormPairs form = examination.call().parameters("ringing");
    return examination
        .call()
        .webhook(examination.voiceUrl(), form, examination.token().orElse("-"))
        .with(DoctorProof.HEADER, examination.proof())
        .with(EchoOptions.HEADER, new EchoOptions(200, EchoOptions.JSON, SAMPLE).text());
  }

  private static boolean isSignOfKolan(WireResult result) {
    return result instanceof Answered answer
        && (ProxyKind.isKolan(answer) || EchoReport.parse(answer.body()).isPresent());
  }

  private List<Finding> judge(WireRequest request, Answered answer) throws InterruptedException {
    Optional<EchoReport> facts = EchoReport.parse(answer.body());
    if (facts.isPresent()) {
      return arrived(answer, facts.get());
    }
    if (answer.isRedirect()) {
      return List.of(unreachable(Redirects.explain(examination, answer)));
    }
    Optional<Finding> foreign = FrontProbe.foreignProtocol(examination, answer);
    if (foreign.isPresent()) {
      return List.of(unreachable(foreign.get()));
    }
    if (ProxyKind.isKolan(answer, EchoReport.REPEATED)) {
      return List.of();
    }
    if (ProxyKind.isKolan(answer) && answer.status() == 200) {
      return List.of(damaged(ResponseFate.damage(answer, examination.proxy())));
    }
    if (ProxyKind.isKolan(answer) && answer.status() / 100 == 4) {
      return proofByQuery(request);
    }
    return List.of(blocked(BlockedRequest.ofCall(examination, request).of(answer)));
  }

  private List<Finding> arrived(Answered answer, EchoReport facts) {
    if (!examination.isOfLatestProof(facts)) {
      return List.of(blocked(ResponseFate.cached(examination.proxy(), "POST")));
    }
    examination.arrivedIs(facts);
    if (!facts.sample().equals(EchoOptions.sampleText(SAMPLE))) {
      examination.echoIsUnreliable();
      return List.of(damaged(examination.proxy().title() + " replaces text within the body"));
    }
    return List.of(
        Finding.fine(
            "Kolan %s answers%s, by %s, in %d ms"
                .formatted(
                    facts.kolan(),
                    examination.proxy() == ProxyKind.UNKNOWN
                        ? ""
                        : " behind " + examination.proxy().title(),
                    answer.version(),
                    answer.firstByte().toMillis())));
  }

  /// Repeats the request with the proof in the query, since a proxy may have removed the header.
  private List<Finding> proofByQuery(WireRequest request) throws InterruptedException {
    String target = request.target();
    String parameter = DoctorProof.PARAMETER + "=" + examination.proof();
    WireRequest again =
        request
            .without(DoctorProof.HEADER)
            .withTarget(target + (target.contains("?") ? "&" : "?") + parameter);
    if (examination.request(again) instanceof Answered answer) {
      Optional<EchoReport> facts = EchoReport.parse(answer.body());
      if (facts.isPresent()) {
        String lost =
            String.join(", ", HeaderComparison.missing(again.headers(), facts.get().headers()));
        boolean signature = facts.get().header(DoctorCall.SIGNATURE).isEmpty();
        Finding finding =
            Finding.broken(
                    "headers are lost on the way: X-Kolan-Doctor"
                        + (lost.isEmpty() ? "" : ", " + lost),
                    "%s takes them off%s"
                        .formatted(
                            examination.proxy().title(),
                            signature
                                ? "; without X-Twilio-Signature the server refuses every webhook"
                                : ""),
                    Directive.HEADERS.in(examination.proxy()))
                .raising(11200, 31920);
        return List.of(signature ? blame(Symptom.SIGNATURE, finding) : finding);
      }
    }
    return List.of(unproven());
  }

  private Finding unproven() {
    Finding finding =
        examination.target().tokens().isEmpty()
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
    examination.blame(Symptom.SIGNATURE, finding.cause().orElse(finding.what()));
    return finding;
  }

  private List<Finding> stranger() throws InterruptedException {
    FormPairs form = examination.call().parameters("ringing");
    WireRequest request =
        examination.call().webhook(examination.voiceUrl(), form, examination.token().orElse("-"));
    return switch (examination.voice(request)) {
      case Failed failed ->
          List.of(blocked(BlockedRequest.ofCall(examination, request).of(failed)));
      case Answered answer when answer.isRedirect() ->
          List.of(unreachable(Redirects.explain(examination, answer)));
      case Answered answer when BlockedRequest.isOfProxy(answer) || ProxyKind.isOwnPage(answer) ->
          List.of(blocked(BlockedRequest.ofCall(examination, request).of(answer)));
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
        Finding.broken(
                "Kolan's answers arrive changed", how, Directive.ANSWER.in(examination.proxy()))
            .raising(11200, 12100));
  }

  private Finding blocked(Finding finding) {
    return blame(Symptom.VOICE, finding);
  }

  private Finding unreachable(Finding finding) {
    return blame(Symptom.UNREACHABLE, finding);
  }

  private Finding blame(Symptom symptom, Finding finding) {
    examination.blame(symptom, finding.what());
    return finding;
  }

  private static boolean isRefusedByKolan(WireResult result) {
    return result instanceof Answered answer
        && answer.status() / 100 == 4
        && ProxyKind.isKolan(answer);
  }
}
