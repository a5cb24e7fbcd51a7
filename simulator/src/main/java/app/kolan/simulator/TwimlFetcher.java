package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.TwimlRules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Requests a call's TwiML from the server, and once from the fallback URL when that fails.
///
/// Source: https://www.twilio.com/docs/voice/twiml#how-twiml-works
final class TwimlFetcher {
  private final VerbContext call;

  TwimlFetcher(VerbContext call) {
    this.call = call;
  }

  Document fetch(NextInstructions.Ask ask) throws VerbInterruption, InterruptedException {
    switch (tryToFetch(ask)) {
      case Fetched.Usable(var document) -> {
        return document;
      }
      case Fetched.Unusable(var problem) -> {
        return fallBack(ask.url(), problem);
      }
    }
  }

  private sealed interface Fetched {
    record Usable(Document document) implements Fetched {}

    record Unusable(Problem problem) implements Fetched {}
  }

  private Document fallBack(URI failed, Problem problem)
      throws VerbInterruption, InterruptedException {
    URI fallback = call.settings().fallbackUrl();
    if (fallback != null) {
      FormPairs why =
          FormPairs.of(
              "ErrorCode", Integer.toString(problem.code()), "ErrorUrl", failed.toString());
      if (tryToFetch(new NextInstructions.Ask(fallback, why))
          instanceof Fetched.Usable(var document)) {
        return document;
      }
    }
    throw new VerbInterruption.CallOver(CallEnd.INSTRUCTIONS_FAILED);
  }

  private Fetched tryToFetch(NextInstructions.Ask ask)
      throws VerbInterruption, InterruptedException {
    FormPairs form = CallParameters.joined(call.parameters(), ask.extra());
    CompletableFuture<WebAnswer> asked =
        call.client().ask(WebRequest.form(ask.method(), ask.url(), form));
    call.callbacks().alsoAwait(asked.handle((_, _) -> null));
    if (!call.line().isAnswered()) {
      call.comesTo(CallStep.Point.RINGING);
    }
    call.comesTo(new CallStep.Asking(ask.url().getPath()));
    WebAnswer answer = call.line().during(asked);
    switch (answer) {
      case WebAnswer.Failed failed -> {
        call.log().add(at -> new CallMoment.WebhookAnswered(at, ask.url(), 0, failed.millis(), ""));
        return unusable(failed.problem(), failed.detail());
      }
      case WebAnswer.Answered answered -> {
        byte[] body = answered.body().bytes();
        call.log()
            .add(
                at ->
                    new CallMoment.WebhookAnswered(
                        at,
                        ask.url(),
                        answered.status(),
                        answered.millis(),
                        new String(body, StandardCharsets.UTF_8)));
        return judge(answered, body);
      }
    }
  }

  private Fetched judge(WebAnswer.Answered answered, byte[] body) {
    var rules = new TwimlRules(call.settings().assumptions().is(Assumption.CHIRP, "accepted"));
    return judge(
        answered.url(),
        WebhookJudgement.judge(answered.status(), answered.contentType(), body, rules).reading());
  }

  private Fetched judge(URI url, TwimlReading reading) {
    call.log().add(at -> new CallMoment.TwimlJudged(at, reading));
    return switch (reading) {
      case TwimlReading.Understood(var twiml, var findings) -> {
        findings.forEach(finding -> call.log().problem(finding.problem(), finding.detail()));
        yield new Fetched.Usable(new Document(twiml, url));
      }
      case TwimlReading.Refused(var finding) -> unusable(finding.problem(), finding.detail());
    };
  }

  private Fetched unusable(Problem problem, String detail) {
    call.log().problem(problem, detail);
    return new Fetched.Unusable(problem);
  }

  /// Inline TwiML from the REST interface.
  static Optional<Document> inline(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return TwimlReader.read(Twiml.MEDIA_TYPE, body)
            instanceof TwimlReading.Understood(var twiml, var _)
        ? Optional.of(new Document(twiml, null))
        : Optional.empty();
  }
}
