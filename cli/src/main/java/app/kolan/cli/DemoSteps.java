package app.kolan.cli;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallMoment.CommandReceived;
import app.kolan.simulator.CallReport;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What must have happened in a call for it to count as a whole one, seen from both ends.
final class DemoSteps {
  private static final Duration PROMPT_ANSWER = Duration.ofSeconds(1);

  private final CallReport report;
  private final Stores stores;

  DemoSteps(CallReport report, Stores stores) {
    this.report = report;
    this.stores = stores;
  }

  /// Each step in words, and whether it happened.
  Map<String, Boolean> happened() {
    var steps = new LinkedHashMap<String, Boolean>();
    steps.put("every webhook was answered with 200 within a second", webhooksAnswered());
    steps.put("every answer was TwiML without a finding", twimlUnderstood());
    steps.put("the greeting was played", has(CallMoment.PlayStarted.class));
    steps.put("the signed WebSocket was opened", has(CallMoment.StreamOpened.class));
    steps.put("the conversation went as the story says", report.failures().isEmpty());
    steps.put("the interruption cleared the queue", cleared());
    steps.put("marks came back", marksCameBack());
    steps.put("the server ended the talk and the call", report.endedByServer());
    steps.put("the carrier found nothing to complain about", report.unexpectedProblems().isEmpty());
    steps.put("the ledger has the call, finished and completed", callIsLogged());
    steps.put("the ledger has the lead, complete", leadIsLogged());
    return steps;
  }

  private boolean webhooksAnswered() {
    return has(CallMoment.WebhookAnswered.class)
        && report
            .moments(CallMoment.WebhookAnswered.class)
            .allMatch(
                answered ->
                    answered.status() == 200 && answered.millis() <= PROMPT_ANSWER.toMillis());
  }

  private boolean twimlUnderstood() {
    return report
        .moments(CallMoment.TwimlJudged.class)
        .allMatch(
            judged ->
                judged.reading() instanceof TwimlReading.Understood(_, var findings)
                    && findings.isEmpty());
  }

  private boolean cleared() {
    return report
        .moments(CommandReceived.class)
        .anyMatch(received -> received.command() == CommandReceived.Command.CLEAR);
  }

  private boolean marksCameBack() {
    return report
        .moments(CallMoment.EventSent.class)
        .anyMatch(sent -> sent.event() instanceof StreamEvent.MarkReached);
  }

  private boolean callIsLogged() {
    LoggedCall call = stores.calls().find(new CallSid(report.callSid())).orElse(null);
    return call != null
        && call.outcome() == CallOutcome.FINISHED
        && call.status() == CallStatus.COMPLETED;
  }

  private boolean leadIsLogged() {
    Lead lead = stores.leads().find(new CallSid(report.callSid())).orElse(null);
    return lead != null
        && lead.state() == LeadState.COMPLETE
        && lead.callback() != null
        && lead.reasonTurn() != null
        && lead.nameTurn() != null;
  }

  private boolean has(Class<? extends CallMoment> kind) {
    return report.moments(kind).findAny().isPresent();
  }
}
