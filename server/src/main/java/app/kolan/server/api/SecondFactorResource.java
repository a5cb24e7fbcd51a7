package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.identity.LoginSession;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users;
import app.kolan.server.settings.Secret;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// A person's own sessions, one-time codes and recovery codes. The features write the audit log.
record SecondFactorResource(Users users, SelfService self) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listSessions", this::sessions);
    operations.put("endSession", this::endSession);
    operations.put("getSecondFactor", this::get);
    operations.put("beginTotp", this::begin);
    operations.put("confirmTotp", this::confirm);
    operations.put("removeTotp", this::remove);
    operations.put("renewRecoveryCodes", this::renew);
  }

  /// The person who asks, as he is now.
  ///
  /// @throws ApiProblem when he was removed meanwhile
  static User person(Users users, ApiRequest request) {
    return users.find(request.person().userId()).orElseThrow(() -> ApiProblem.unknown("user"));
  }

  private ApiAnswer sessions(ApiRequest request) {
    long current =
        self.sessions().find(request.credential()).map(found -> found.session().id()).orElse(0L);
    return ApiAnswer.ok(
        ApiJson.items(
            self.sessions().list(request.person().userId()), session -> form(session, current)));
  }

  private ApiAnswer endSession(ApiRequest request) {
    if (!self.sessions()
        .end(request.person().userId(), request.numberInPath("session"), request.actor())) {
      throw ApiProblem.unknown("session");
    }
    return ApiAnswer.nothing();
  }

  private ApiAnswer get(ApiRequest request) {
    User user = person(users, request);
    ObjectNode form = ApiJson.object();
    form.put("totp", user.secondFactor());
    form.put("recoveryCodes", self.secondFactors().recoveryCodes(user.id()));
    form.put("passkeys", self.passkeys().list(user.id()).size());
    return ApiAnswer.ok(form);
  }

  private ApiAnswer begin(ApiRequest request) {
    var enrolment = self.secondFactors().begin(request.person().userId(), request.actor());
    ObjectNode form = ApiJson.object();
    form.put("secret", enrolment.secret().value());
    form.put("uri", enrolment.uri().value());
    return ApiAnswer.created(form);
  }

  private ApiAnswer confirm(ApiRequest request) {
    return codes(
        self.secondFactors()
            .confirm(request.person().userId(), request.field("code", ""), request.actor()));
  }

  private ApiAnswer remove(ApiRequest request) {
    if (!person(users, request).secondFactor()) {
      throw new ApiProblem(Kind.CONFLICT, "There are no one-time codes to remove.");
    }
    users.removeSecondFactor(request.person().userId(), request.actor());
    return ApiAnswer.nothing();
  }

  private ApiAnswer renew(ApiRequest request) {
    return codes(
        self.secondFactors().renewRecoveryCodes(request.person().userId(), request.actor()));
  }

  private static ApiAnswer codes(List<Secret> codes) {
    ObjectNode form = ApiJson.object();
    ArrayNode shown = form.putArray("recoveryCodes");
    codes.forEach(code -> shown.add(code.value()));
    return ApiAnswer.created(form);
  }

  private static ObjectNode form(LoginSession session, long current) {
    ObjectNode form = ApiJson.object();
    form.put("id", session.id());
    form.put("current", session.id() == current);
    form.put("createdAt", session.createdAt().toString());
    form.put("seenAt", session.seenAt().toString());
    form.put("expiresAt", session.expiresAt().toString());
    form.put("address", session.address());
    form.put("userAgent", session.userAgent());
    return form;
  }
}
