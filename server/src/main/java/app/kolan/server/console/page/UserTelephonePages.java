package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Sessions;
import app.kolan.server.identity.Users;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;

/// The telephone to which somebody has a call put through that he takes over. No page shows it to
/// others; a call that was put through keeps it, as it keeps any number that it was given to.
public record UserTelephonePages(Users users, Sessions sessions) {
  private static final String PROFILE = "/profile";

  public void addTo(Routes routes) {
    routes.post(PROFILE + "/telephone", PageAdmission.PERSON, this::change);
  }

  /// Where callers are connected to is not changed by a session that was left open.
  private PageAnswer change(PageRequest request) {
    if (!sessions.isFresh(request.sessionToken())) {
      return request.go(PROFILE, Flash.of("flash.telephone-sign-in-again"));
    }
    long user = request.user().id();
    String typed = PlainText.of(request.form().text("telephone"));
    if (typed.isEmpty() || request.form().has("remove")) {
      users.setTelephone(user, null, request.actor());
      return request.go(PROFILE, Flash.of("flash.telephone-removed"));
    }
    Optional<PhoneNumber> number = SelfService.telephone(typed);
    if (number.isEmpty()) {
      return request.go(PROFILE, Flash.of("flash.telephone-unusable", typed));
    }
    users.setTelephone(user, number.get(), request.actor());
    return request.go(PROFILE, Flash.of("flash.telephone-saved"));
  }
}
