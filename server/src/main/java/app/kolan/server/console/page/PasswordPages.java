package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.FirstUser;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.PasswordReset;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.User;
import org.jspecify.annotations.Nullable;

/// Choosing a password by a link: of an invitation, of a reset, or as the first user of a server.
///
/// The token of a link stands behind a hash sign, which a browser does not send; a script of the
/// page puts it into the form. Who has no scripts copies it into the field that they see.
public record PasswordPages(SelfService self, FirstUser firstUser, SignIn signIn) {
  public void addTo(Routes routes) {
    routes.get("/forgot", PageAdmission.ANYBODY, this::forgot);
    routes.post("/forgot", PageAdmission.ANYBODY, this::sendLink);
    for (String path : new String[] {"/invitation", "/reset"}) {
      routes.get(path, PageAdmission.ANYBODY, request -> form(request, path));
      routes.post(path, PageAdmission.ANYBODY, request -> choose(request, path));
    }
    routes.get("/first", PageAdmission.ANYBODY, request -> form(request, "/first"));
    routes.post("/first", PageAdmission.ANYBODY, this::makeFirst);
  }

  /// The form for a link by mail.
  ///
  /// @param mails whether this server sends mail
  /// @param sent whether one was asked for
  public record Forgot(boolean mails, boolean sent) {}

  /// The form for a password.
  ///
  /// @param action where it is sent, below `/console`
  /// @param problem the key of what is wrong; null for nothing
  public record Choice(
      String action, String token, String email, String name, @Nullable String problem) {
    public boolean isFirst() {
      return action.equals("/first");
    }
  }

  private PageAnswer forgot(PageRequest request) {
    return request.show("page/forgot", "", new Forgot(self.mails() != null, false));
  }

  /// Answers alike whoever has the address, or nobody.
  private PageAnswer sendLink(PageRequest request) {
    PasswordReset mails = self.mails();
    if (mails != null) {
      mails.request(request.form().text("email"), request.client());
    }
    return request.show("page/forgot", "", new Forgot(mails != null, true));
  }

  private PageAnswer form(PageRequest request, String action) {
    return request.show("page/password", "", new Choice(action, "", "", "", null));
  }

  private PageAnswer choose(PageRequest request, String action) {
    String token = request.form().text("token").strip();
    String password = request.form().text("password");
    try {
      User user = self.passwordChoice().choose(token, password, request.client().address());
      return signIn(request, user, password);
    } catch (IdentityRefusal refusal) {
      return again(request, action, refusal);
    }
  }

  private PageAnswer makeFirst(PageRequest request) {
    String password = request.form().text("password");
    try {
      User user =
          firstUser.make(
              request.form().text("token").strip(),
              request.form().text("email"),
              request.form().text("name"),
              password,
              request.client().address());
      return signIn(request, user, password);
    } catch (IdentityRefusal refusal) {
      return again(request, "/first", refusal);
    }
  }

  /// Who has chosen a password is in, unless he has a second factor to show.
  private PageAnswer signIn(PageRequest request, User user, String password) {
    return signIn.password(user.email().value(), password, request.client())
            instanceof SignIn.Result.SignedIn(var begun)
        ? request.signedIn(begun, "/")
        : request.go("/login", Flash.of("flash.password-chosen"));
  }

  private static PageAnswer again(PageRequest request, String action, IdentityRefusal refusal) {
    String problem =
        switch (refusal.kind()) {
          case UNKNOWN -> "password.link.over";
          case CONFLICT -> "password.address.taken";
          case BUSY -> "login.busy";
          case INVALID, FORBIDDEN -> "password.refused";
        };
    var choice =
        new Choice(
            action,
            request.form().text("token"),
            request.form().text("email"),
            request.form().text("name"),
            problem);
    return request.show(400, "page/password", "", choice);
  }
}
