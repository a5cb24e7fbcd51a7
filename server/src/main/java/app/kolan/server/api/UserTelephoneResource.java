package app.kolan.server.api;

import app.kolan.server.identity.Users;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Map;

/// The telephone to which a person has calls put through that he takes over, for himself alone.
/// [Users] writes the audit log.
record UserTelephoneResource(Users users) {
  void addTo(Map<String, Operation> operations) {
    operations.put("getTelephone", this::get);
    operations.put("setTelephone", this::set);
    operations.put("removeTelephone", this::remove);
  }

  private ApiAnswer get(ApiRequest request) {
    String telephone =
        users
            .telephone(SecondFactorResource.person(users, request).id())
            .map(PhoneNumber::value)
            .orElse(null);
    return ApiAnswer.ok(ApiJson.object().put("telephone", telephone));
  }

  private ApiAnswer set(ApiRequest request) {
    PhoneNumber number =
        SelfService.telephone(request.field("telephone", ""))
            .orElseThrow(
                () ->
                    CrmRequests.invalid(
                        "/telephone",
                        "no telephone number",
                        "write it in E.164, such as +972501234567"));
    users.setTelephone(SecondFactorResource.person(users, request).id(), number, request.actor());
    return ApiAnswer.ok(ApiJson.object().put("telephone", number.value()));
  }

  private ApiAnswer remove(ApiRequest request) {
    users.setTelephone(SecondFactorResource.person(users, request).id(), null, request.actor());
    return ApiAnswer.nothing();
  }
}
