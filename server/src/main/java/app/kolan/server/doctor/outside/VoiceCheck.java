package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The voice webhook, asked and signed as Twilio does when a call comes in.
final class VoiceCheck implements Check {
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final Chart chart;

  VoiceCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "a call comes in";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Optional<String> blocked = chart.causeOfAny(Symptom.UNREACHABLE, Symptom.VOICE);
    if (blocked.isPresent()) {
      return List.of(Chart.followUp("the voice webhook cannot be asked", blocked.get()));
    }
    if (chart.token().isEmpty()) {
      chart.blame(Symptom.VOICE, "no auth token was given");
      return List.of(
          Finding.warning(
              "the voice webhook is not asked",
              "the doctor was given no auth token to sign with",
              "Set TWILIO_AUTH_TOKEN, or give --token."));
    }
    HttpAsk ask = ask();
    HttpResult result =
        chart.voiceResult().isPresent() ? chart.voiceResult().get() : chart.voice(ask);
    return switch (result) {
      case HttpResult.Failed failed -> List.of(refused(Refusal.ofCall(chart, ask).of(failed)));
      case Answered answer when answer.isSuccess() -> List.of(answered(answer));
      case Answered answer -> List.of(refused(answer));
    };
  }

  private HttpAsk ask() {
    return chart
        .call()
        .webhook(chart.voiceUrl(), chart.call().parameters("ringing"), chart.token().orElseThrow());
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
            .formatted(answer.status(), Front.isKolan(answer) ? "Kolan" : "the server");
    Optional<String> known = chart.cause(Symptom.SIGNATURE);
    if (known.isPresent()) {
      return Chart.followUp(what, known.get());
    }
    if (chart.isKolan() && !Front.isKolan(answer)) {
      return refused(Refusal.ofCall(chart, ask()).of(answer));
    }
    return switch (answer.status()) {
      case 401, 403 -> refused(SignedOtherwise.explain(chart, what, answer));
      case 400 -> refused(SignedOtherwise.explain(chart, what, answer));
      case 404, 410 ->
          refused(
              Finding.broken(
                      what,
                      "the server is there, and does not know the path %s"
                          .formatted(chart.voiceUrl().getRawPath()),
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
    chart.blame(Symptom.VOICE, finding.what());
    return finding;
  }
}
