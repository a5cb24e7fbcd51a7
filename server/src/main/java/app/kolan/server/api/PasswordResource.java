package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.api.ApiProblem.Mistake;
import app.kolan.server.identity.PasswordChoice;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.User;
import java.util.List;
import java.util.Map;

/// Choosing a password, by who shows the token of an invitation or a reset, or the password that he
/// has; and asking for a reset by mail. The features write the audit log.
record PasswordResource(SelfService self) {
  void addTo(Map<String, Operation> operations) {
    operations.put("requestPasswordReset", this::request);
    operations.put("showPasswordToken", this::show);
    operations.put("choosePassword", this::choose);
    operations.put("changePassword", this::change);
  }

  /// Answers alike whoever has the address, or nobody.
  private ApiAnswer request(ApiRequest request) {
    PasswordReset mails = self.mails();
    if (mails == null) {
      throw new ApiProblem(
          Kind.CONFLICT, "This server sends no mail; ask its operator to reset the password.");
    }
    mails.request(
        request.field("email", ""),
        new SignIn.Client(request.address(), request.headers().get("user-agent")));
    return new ApiAnswer(202, Map.of(), null, null);
  }

  private ApiAnswer show(ApiRequest request) {
    User user =
        self.passwordChoice()
            .whose(request.field("token", ""))
            .orElseThrow(
                () -> ApiProblem.unknown("token; it is used, has expired or was replaced"));
    return ApiAnswer.ok(
        ApiJson.object().put("email", user.email().value()).put("name", user.name()));
  }

  private ApiAnswer choose(ApiRequest request) {
    self.passwordChoice()
        .choose(request.field("token", ""), request.field("password", ""), request.address());
    return ApiAnswer.nothing();
  }

  private ApiAnswer change(ApiRequest request) {
    long session =
        self.sessions()
            .find(request.credential())
            .orElseThrow(() -> ApiProblem.unknown("session"))
            .session()
            .id();
    PasswordChoice.Change change =
        self.passwordChoice()
            .change(
                request.person().userId(),
                session,
                request.field("current", ""),
                request.field("password", ""),
                new SignIn.Client(request.address(), request.headers().get("user-agent")));
    return switch (change) {
      case PasswordChoice.Change.Changed() -> ApiAnswer.nothing();
      case PasswordChoice.Change.WrongPassword() ->
          throw new ApiProblem(
              Kind.INVALID,
              "Nothing was changed.",
              List.of(new Mistake("/current", "not the password", "give the one that you have")));
      case PasswordChoice.Change.TooManyAttempts(var wait) -> ServerResource.tooManyAttempts(wait);
    };
  }
}
