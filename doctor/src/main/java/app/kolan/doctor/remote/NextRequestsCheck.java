package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The requests that follow in a call: the same one again, the end of the stream, and the fallback.
final class NextRequestsCheck implements Check {
  private final Examination examination;

  NextRequestsCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the requests that follow";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.twiml().isEmpty()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    findings.add(replay());
    if (examination.isKolan()) {
      for (String action : actions()) {
        action(action).ifPresent(findings::add);
      }
    }
    findings.add(fallback());
    return findings;
  }

  private Finding replay() throws InterruptedException {
    WireResult first = examination.voiceResult().orElseThrow();
    WireResult second = examination.request(examination.voiceAsk().orElseThrow());
    boolean same =
        first instanceof Answered one
            && second instanceof Answered other
            && one.status() == other.status()
            && one.content().equals(other.content());
    if (same) {
      return Finding.fine("the same request sent twice gets the same answer twice");
    }
    if (second instanceof Answered other && other.isSuccess()) {
      return Finding.note(
          "the same request sent twice gets two answers: Twilio may send one twice, with the same"
              + " I-Twilio-Idempotency-Token, and a call should begin once only");
    }
    return Finding.warning(
        "the same request sent twice is answered %s the second time"
            .formatted(second instanceof Answered other ? other.status() : "by nothing"),
        "Twilio may send a webhook twice, after a connection that broke",
        "Answer a CallSid that is known as it was answered first.");
  }

  private List<String> actions() {
    return examination.twiml().orElseThrow().verbs().stream()
        .filter(Verb.Connect.class::isInstance)
        .map(verb -> ((Verb.Connect) verb).action())
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private Optional<Finding> action(String action) throws InterruptedException {
    URI url;
    try {
      url = examination.voiceUrl().resolve(action);
    } catch (IllegalArgumentException e) {
      return Optional.of(
          Finding.broken(
                  "the action of <Connect> is no URL: " + action,
                  "Twilio asks it when the stream is over",
                  "Write an absolute URL.")
              .raising(11100));
    }
    return Optional.of(
        twiml("the action of <Connect>", url, examination.call().parameters("in-progress")));
  }

  private Finding fallback() throws InterruptedException {
    URI url = examination.target().fallbackUrl();
    if (url == null) {
      return Finding.note(
          "no fallback URL is known to the doctor: if the number has none, callers hear Twilio's own"
              + " error message when the voice webhook fails");
    }
    FormPairs form =
        examination
            .call()
            .parameters("in-progress")
            .with("ErrorCode", "11200")
            .with("ErrorUrl", DoctorCall.signedUrl(examination.voiceUrl()));
    return twiml("the fallback", url, form);
  }

  private Finding known(Finding finding) {
    return examination
        .causeOfAny(Symptom.LINKS, Symptom.ANSWERS, Symptom.PATHS)
        .map(cause -> Examination.followUp(finding.what(), cause))
        .orElse(finding);
  }

  private Finding twiml(String what, URI url, FormPairs form) throws InterruptedException {
    WireResult result =
        examination.request(examination.call().webhook(url, form, examination.token().orElse("-")));
    String path = String.valueOf(url.getRawPath());
    if (!(result instanceof Answered answer)) {
      return known(
          Finding.broken(
                  "%s gets no answer: %s".formatted(what, path),
                  ((WireResult.Failed) result).detail(),
                  "Let the URL be one that the world can reach.")
              .raising(11200));
    }
    if (!answer.isSuccess()) {
      return known(
          Finding.broken(
                  "%s is answered %d by %s: %s"
                      .formatted(
                          what,
                          answer.status(),
                          ProxyKind.isKolan(answer) || !examination.isKolan()
                              ? "the server"
                              : examination.proxy().title(),
                          path),
                  ProxyKind.isKolan(answer) || !examination.isKolan()
                      ? "the voice webhook is taken and this one is not: the path is wrong, or its"
                          + " signature is checked over another URL"
                      : "the path is not passed on to Kolan",
                  Directive.ROUTE.in(examination.proxy()))
              .raising(11200));
    }
    if (ProxyKind.isKolan(answer, EchoReport.APOLOGY)) {
      return KolansApology.ofFault("%s is answered with Kolan's apology".formatted(what));
    }
    return TwimlReader.read(answer.header("Content-Type").orElse(null), answer.body())
            instanceof TwimlReading.Refused(var refused)
        ? Finding.broken(
                "%s answers no TwiML that Twilio takes: %s".formatted(what, refused.detail()),
                "the voice webhook does, so this path is another's or fails",
                "Answer it with TwiML.")
            .raising(refused.problem().code())
        : Finding.fine(
            "%s answers with TwiML in %d ms: %s"
                .formatted(what, answer.firstByte().toMillis(), path));
  }
}
