package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The voice webhook, requested and signed as Twilio does when a call comes in.
final class VoiceCheck implements Check {
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final Examination examination;

  VoiceCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "a call comes in";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<String> blocked = examination.causeOfAny(Symptom.UNREACHABLE, Symptom.VOICE);
    if (blocked.isPresent()) {
      return List.of(Examination.followUp("the voice webhook cannot be asked", blocked.get()));
    }
    if (examination.token().isEmpty()) {
      examination.blame(Symptom.VOICE, "no auth token was given");
      return List.of(
          Finding.warning(
              "the voice webhook is not asked",
              "the doctor was given no auth token to sign with",
              "Set TWILIO_AUTH_TOKEN, or give --token."));
    }
    WireRequest request = request();
    WireResult result =
        examination.voiceResult().isPresent()
            ? examination.voiceResult().get()
            : examination.voice(request);
    return switch (result) {
      case WireResult.Failed failed ->
          List.of(refused(BlockedRequest.ofCall(examination, request).of(failed)));
      case Answered answer when ProxyKind.isKolan(answer, EchoReport.APOLOGY) ->
          List.of(
              refused(
                  KolansApology.ofFault("a signed call is answered with Kolan's apology alone")));
      case Answered answer when answer.isSuccess() -> List.of(answered(answer));
      case Answered answer -> List.of(refused(answer));
    };
  }

  private WireRequest request() {
    return examination
        .call()
        .webhook(
            examination.voiceUrl(),
            examination.call().parameters("ringing"),
            examination.token().orElseThrow());
  }

  private Finding answered(Answered answer) {
    long millis = answer.firstByte().toMillis();
    String what =
        "a signed call is answered %d, the first byte after %d ms"
            .formatted(answer.status(), millis);
    return answer.firstByte().compareTo(SLOW) > 0
        ? Finding.warning(
                what,
                "the caller hears nothing until then, and Twilio gives up after 15 s",
                "Let the webhook wait for nothing remote: answer first, and work later.")
            .raising(11200)
        : Finding.fine(what);
  }

  private Finding refused(Answered answer) throws InterruptedException {
    String what =
        "a correctly signed call is answered %d by %s"
            .formatted(answer.status(), ProxyKind.isKolan(answer) ? "Kolan" : "the server");
    Optional<String> known = examination.cause(Symptom.SIGNATURE);
    if (known.isPresent()) {
      return Examination.followUp(what, known.get());
    }
    if (examination.isKolan() && !ProxyKind.isKolan(answer)) {
      return refused(BlockedRequest.ofCall(examination, request()).of(answer));
    }
    return switch (answer.status()) {
      case 401, 403 -> refused(SignatureProbe.explain(examination, what, answer));
      case 400 -> refused(SignatureProbe.explain(examination, what, answer));
      case 404, 410 ->
          refused(
              Finding.broken(
                      what,
                      "the server is there, and does not know the path %s"
                          .formatted(examination.voiceUrl().getRawPath()),
                      "Correct the path in the Console, or in the server's routes; see whether the"
                          + " proxy takes a prefix off.")
                  .raising(11200));
      case 405 ->
          refused(
              Finding.broken(
                      what,
                      "the server knows the path, and takes no POST there",
                      "Take POST in the server's route (Flask: methods=[\"POST\"]), or set the"
                          + " number's method to GET in the Console.")
                  .raising(11200));
      default ->
          refused(
              answer.status() >= 500
                  ? Finding.broken(
                          what,
                          "the application fails at it: its log has the stack trace%s"
                              .formatted(hint(answer)),
                          "Read the server's log at this moment.")
                      .raising(11200)
                  : Finding.broken(
                          what,
                          "the application does not take the request%s".formatted(hint(answer)),
                          "Read the server's log at this moment.")
                      .raising(11200));
    };
  }

  private static String hint(Answered answer) {
    String text = answer.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    return text.isEmpty()
        ? ""
        : "; it says “%s”".formatted(text.substring(0, Math.min(80, text.length())));
  }

  private Finding refused(Finding finding) {
    examination.blame(Symptom.VOICE, finding.what());
    return finding;
  }
}
