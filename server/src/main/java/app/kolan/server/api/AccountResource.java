package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.TwilioAccount;
import app.kolan.server.examination.TokenCheck;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The Twilio accounts beside the server's own, and whether Twilio takes their tokens.
record AccountResource(
    AccountAdministration administration, TokenCheck check, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put(
        "listAccounts",
        _ ->
            ApiAnswer.ok(
                ApiJson.items(administration.accounts().accounts(), AccountResource::form)));
    operations.put("setAccount", this::set);
    operations.put("removeAccount", this::remove);
    operations.put("checkAccount", this::check);
  }

  private ApiAnswer set(ApiRequest request) throws InvalidSettings {
    if (request.json().has("tokens")) {
      TwilioAccount account =
          request.audited(
              _ -> entry(request, "account.set"),
              () ->
                  administration.save(
                      request.inPath("account"),
                      request.field("name", ""),
                      BusinessResource.texts(request.json().path("tokens"))));
      return ApiAnswer.ok(form(account));
    }
    Optional<TwilioAccount> renamed =
        request.audited(
            _ -> entry(request, "account.set"),
            () ->
                administration.update(
                    request.inPath("account"), request.field("name", ""), null, false));
    return ApiAnswer.ok(
        form(
            renamed.orElseThrow(
                () ->
                    new ApiProblem(
                        Kind.NOT_FOUND, "There is no such account; a new one needs `tokens`."))));
  }

  private ApiAnswer remove(ApiRequest request) throws InvalidSettings {
    boolean removed =
        request.audited(
            _ -> entry(request, "account.remove"),
            () -> administration.remove(request.inPath("account")));
    if (!removed) {
      throw ApiProblem.unknown("account");
    }
    return ApiAnswer.nothing();
  }

  private ApiAnswer check(ApiRequest request) {
    if (!administration.knows(request.inPath("account"))) {
      throw ApiProblem.unknown("account");
    }
    audit.append(entry(request, "account.examine"));
    TokenCheck.Answer answer;
    try {
      answer = check.ask(request.inPath("account"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(Kind.BUSY, "The server stops.");
    }
    return ApiAnswer.ok(
        switch (answer) {
          case TokenCheck.Answer.Accepted(var status, var trial, var refused) ->
              result(true)
                  .put("status", status)
                  .put("trial", trial)
                  .put("refusedTokens", refused)
                  .putNull("problem");
          case TokenCheck.Answer.NoToken _ ->
              refused("The server has no token of this account, or its reference leads nowhere.");
          case TokenCheck.Answer.Refused(var status) ->
              refused(
                  status == 401
                      ? "Twilio takes no token of this account; copy it from the Twilio Console."
                      : "Twilio answers %d.".formatted(status));
          case TokenCheck.Answer.Unreachable _ ->
              refused("Twilio does not answer; try again, or see the server's network.");
        });
  }

  private static ObjectNode refused(String problem) {
    return result(false)
        .putNull("status")
        .putNull("trial")
        .putNull("refusedTokens")
        .put("problem", problem);
  }

  private static ObjectNode result(boolean accepted) {
    return ApiJson.object().put("accepted", accepted);
  }

  private AuditEntry entry(ApiRequest request, String action) {
    return request.actor().entry(clock.instant(), action, null, request.inPath("account"), null);
  }

  private static ObjectNode form(TwilioAccount account) {
    return ApiJson.object()
        .put("sid", account.sid())
        .put("name", account.name())
        .put("tokens", account.authTokens().size())
        .put("createdAt", account.createdAt().toString());
  }
}
