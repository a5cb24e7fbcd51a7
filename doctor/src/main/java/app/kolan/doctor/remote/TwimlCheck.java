package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The TwiML of the voice webhook, judged as Twilio judges it.
final class TwimlCheck implements Check {
  private final Examination examination;

  TwimlCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "TwiML";
  }

  @Override
  public List<Finding> look() {
    if (!(examination.voiceResult().orElse(null) instanceof Answered answer)
        || !answer.isSuccess()) {
      return List.of();
    }
    String type = answer.header("Content-Type").orElse(null);
    if (answer.status() == 204) {
      return List.of(empty());
    }
    return switch (TwimlReader.read(type, answer.body())) {
      case TwimlReading.Refused(var finding) -> List.of(refused(answer, finding));
      case TwimlReading.Understood(var twiml, var findings) -> understood(twiml, findings);
    };
  }

  private List<Finding> understood(Twiml twiml, List<TwimlReading.Finding> warnings) {
    examination.twimlIs(twiml);
    var findings = new ArrayList<Finding>();
    for (TwimlReading.Finding warning : warnings) {
      findings.add(warning(warning));
    }
    if (twiml.verbs().isEmpty()) {
      findings.add(empty());
    }
    statusCallback(twiml).ifPresent(findings::add);
    if (examination.isKolan() && examination.cause(Symptom.VOICE).isEmpty()) {
      Optional<Finding> apology = KolansApology.in(twiml);
      apology.ifPresent(finding -> examination.blame(Symptom.VOICE, finding.what()));
      apology.ifPresent(findings::add);
    }
    if (findings.isEmpty()) {
      String verbs =
          String.join(", ", twiml.verbs().stream().map(verb -> "<" + tag(verb) + ">").toList());
      findings.add(Finding.fine("Twilio understands every word of it: " + verbs));
    }
    return findings;
  }

  private Finding refused(Answered answer, TwimlReading.Finding finding) {
    Optional<String> known = examination.cause(Symptom.ANSWERS);
    examination.blame(Symptom.ANSWERS, finding.detail());
    String what = "the answer is no TwiML that Twilio takes: " + finding.detail();
    if (known.isPresent()) {
      return Examination.followUp(what, known.get());
    }
    if (isOfNoRoute(answer)) {
      return Finding.broken(
              what,
              "Caddy answers 200 and nothing where no route of its own matches: this path leads to no"
                  + " server",
              Directive.ROUTE.in(examination.proxy()))
          .raising(finding.problem().code());
    }
    boolean html = answer.text().stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype");
    return Finding.broken(
            what,
            html
                ? "it is a page of HTML: an error page, a login or another site"
                : "the application answers so, or what stands in front of it changes it",
            "Answer 200 with Content-Type: application/xml and a document whose root is <Response>.")
        .raising(finding.problem().code());
  }

  /// Whether this is what Caddy answers for a path that it passes on to nobody.
  private boolean isOfNoRoute(Answered answer) {
    return examination.proxy() == ProxyKind.CADDY
        && answer.status() == 200
        && answer.mediaType().isEmpty()
        && answer.text().isEmpty();
  }

  private static Finding warning(TwimlReading.Finding found) {
    Problem problem = found.problem();
    return new Finding(
        problem.level() == Problem.Level.ERROR ? Level.BROKEN : Level.WARNING,
        found.detail(),
        "Twilio raises %d, %s".formatted(problem.code(), problem.name()),
        remedy(problem.code()),
        List.of(problem.code()));
  }

  private static String remedy(int code) {
    return switch (code) {
      case 13511 ->
          "Write <Say language=\"he-IL\" voice=\"Google.he-IL-Wavenet-A\">, or play a sound file.";
      case 13512 -> "Write a language as a whole code, such as en-US.";
      case 13520 -> "Give the <Say> a text.";
      default ->
          "Correct the document: names are case-sensitive. `kolan explain %d` says more."
              .formatted(code);
    };
  }

  private static Finding empty() {
    return Finding.warning(
            "the TwiML has no verb",
            "with nothing to do, Twilio hangs up at once",
            "Answer with at least a <Play> or a <Say>.")
        .raising(12100);
  }

  private static Optional<Finding> statusCallback(Twiml twiml) {
    return Streams.of(twiml).stream()
        .map(Verb.Stream::statusCallback)
        .filter(url -> url != null && !url.matches("(?i)https?://.*"))
        .findFirst()
        .map(
            url ->
                Finding.warning(
                    "the stream's statusCallback is relative: " + url,
                    "Twilio calls absolute ones alone, and it is the only place that tells why a"
                        + " stream has failed",
                    "Write it with https:// and the host."));
  }

  private static String tag(Verb verb) {
    return verb instanceof Verb.RecordCaller ? "Record" : verb.getClass().getSimpleName();
  }
}
