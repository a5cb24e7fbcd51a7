package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.PasswordChoice.Change;
import org.jspecify.annotations.Nullable;

/// Another password in place of one's own. It takes the present one; everywhere else he is signed
/// out by it.
public record OwnPasswordPages(SelfService self) {
  private static final String PATH = "/profile/password";

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.PERSON, request -> form(request, 200, null, 0));
    routes.post(PATH, PageAdmission.PERSON, this::change);
  }

  /// The form.
  ///
  /// @param problem the key of what is wrong; null for nothing
  /// @param seconds how many seconds he has to wait; 0 for none
  public record Form(@Nullable String problem, long seconds) {}

  private static PageAnswer form(
      PageRequest request, int status, @Nullable String problem, long seconds) {
    return request.show(status, "page/ownPassword", "", new Form(problem, seconds));
  }

  private PageAnswer change(PageRequest request) {
    long session =
        self.sessions()
            .find(request.sessionToken())
            .orElseThrow(PageProblem::unknown)
            .session()
            .id();
    Change change;
    try {
      change =
          self.passwordChoice()
              .change(
                  request.user().id(),
                  session,
                  request.form().text("current-password"),
                  request.form().text("password"),
                  request.client());
    } catch (IdentityRefusal refusal) {
      boolean busy = refusal.kind() == IdentityRefusal.Kind.BUSY;
      return form(request, busy ? 503 : 400, busy ? "login.busy" : "password.refused", 0);
    }
    return switch (change) {
      case Change.Changed() -> request.go("/profile", Flash.of("flash.password-changed"));
      case Change.WrongPassword() -> form(request, 400, "own-password.wrong", 0);
      case Change.TooManyAttempts(var wait) ->
          form(request, 429, null, Math.max(1, wait.toSeconds()));
    };
  }
}
