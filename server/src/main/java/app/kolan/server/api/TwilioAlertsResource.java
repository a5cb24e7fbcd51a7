package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.examination.TwilioAlerts;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Twilio's Debugger has shown: of late, and of a call.
record TwilioAlertsResource(
    TwilioAlerts alerts, CallStore calls, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listTwilioAlerts", this::latest);
    operations.put("listTwilioAlertsOfCall", this::ofCall);
  }

  private ApiAnswer latest(ApiRequest request) {
    note(request, request.in().slug());
    boolean operator = AccessPolicy.allowsEverywhere(request.who(), Permission.ACCOUNTS_READ);
    return answer(() -> alerts.of(request.in(), operator));
  }

  private ApiAnswer ofCall(ApiRequest request) {
    LoggedCall call = request.callInPath(calls);
    note(request, call.sid().value());
    return answer(() -> alerts.about(request.in(), call));
  }

  /// Asks Twilio.
  @FunctionalInterface
  private interface Question {
    TwilioAlerts.Answer ask() throws InterruptedException;
  }

  private static ApiAnswer answer(Question question) {
    TwilioAlerts.Answer answer;
    try {
      answer = question.ask();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(Kind.BUSY, "The server stops.");
    }
    return ApiAnswer.ok(
        switch (answer) {
          case TwilioAlerts.Answer.Given(var alerts) -> form(alerts, null);
          case TwilioAlerts.Answer.NoAccount _ ->
              form(
                  List.of(),
                  "The server has no token of the account: set TWILIO_ACCOUNT_SID and"
                      + " TWILIO_AUTH_TOKEN, or the account of the business.");
          case TwilioAlerts.Answer.Refused refused ->
              form(List.of(), "Twilio answers %d.".formatted(refused.status()));
          case TwilioAlerts.Answer.Unreachable _ ->
              form(List.of(), "Twilio does not answer; try again, or see the server's network.");
        });
  }

  /// @param problem why there are none; null when Twilio gave them
  private static ObjectNode form(List<TwilioAlerts.Shown> alerts, @Nullable String problem) {
    ObjectNode form = ApiJson.object();
    form.put("problem", problem);
    ArrayNode items = form.putArray("items");
    for (TwilioAlerts.Shown alert : alerts) {
      ObjectNode node = items.addObject();
      node.put("code", alert.code());
      node.put(
          "title",
          Explanations.in(ExplanationLanguage.ENGLISH)
              .withCode(alert.code())
              .map(known -> known.title())
              .orElse(null));
      node.put("error", alert.error());
      node.put("at", alert.at().toString());
      node.put("url", alert.url());
      node.put("call", alert.call() == null ? null : alert.call().value());
    }
    return form;
  }

  private void note(ApiRequest request, String subject) {
    audit.append(
        request.actor().entry(clock.instant(), "numbers.alerts", request.in().id(), subject, null));
  }
}
