package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.SavedForm;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.SignIn.Result;
import org.jspecify.annotations.Nullable;

/// Signing in and out. A form may have the password and the code of the second step at once, or one
/// after the other.
public record SignInPages(SignIn signIn, SelfService self) {
  private static final String TEMPLATE = "page/login";

  public void addTo(Routes routes) {
    routes.get("/login", PageAdmission.ANYBODY, this::form);
    routes.post("/login", PageAdmission.ANYBODY, this::take);
    routes.post("/login/passkey", PageAdmission.ANYBODY, this::takePasskey);
    routes.post("/login/passkey/options", PageAdmission.ANYBODY, this::passkeyOptions);
    routes.post("/logout", PageAdmission.PERSON, this::leave);
  }

  /// The form.
  ///
  /// @param next where to go then, below `/console`
  /// @param token of the first step, when only the code is asked for; empty before
  /// @param problem the key of what is wrong; null for nothing
  /// @param seconds how many seconds to wait, for the problem that says so
  /// @param passkeys whether one can sign in by a passkey
  /// @param kept what was filled in before the session ended; empty for nothing
  public record Login(
      String email,
      String next,
      String token,
      @Nullable String problem,
      long seconds,
      boolean passkeys,
      SavedForm kept) {
    public boolean wantsCode() {
      return !token.isEmpty();
    }
  }

  private PageAnswer form(PageRequest request) {
    SavedForm kept = SavedForm.carriedBy(request.form());
    if (!kept.isEmpty()) {
      return again(request, 401, "", "login.over", 0);
    }
    String next = next(request.query().text("next"));
    return request.visitor() != null
        ? request.go(next)
        : request.show(TEMPLATE, "", new Login("", next, "", null, 0, self.party() != null, kept));
  }

  private PageAnswer take(PageRequest request) {
    String token = request.form().text("token");
    String code = request.form().text("code");
    if (!token.isEmpty()) {
      return answer(request, token, signIn.secondFactor(token, code, request.client()));
    }
    Result first;
    try {
      first =
          signIn.password(
              request.form().text("email"), request.form().text("password"), request.client());
    } catch (IdentityRefusal _) {
      return again(request, 503, "", "login.busy", 0);
    }
    if (first instanceof Result.SecondFactorNeeded(var made, var _) && !code.isBlank()) {
      return answer(
          request, made.value(), signIn.secondFactor(made.value(), code, request.client()));
    }
    return answer(request, "", first);
  }

  /// @param token of the first step; empty when this is the result of it
  private PageAnswer answer(PageRequest request, String token, Result result) {
    return switch (result) {
      case Result.SignedIn(var begun) -> {
        SavedForm kept = SavedForm.carriedBy(request.form());
        yield kept.isEmpty() || !kept.isOf(begun.user()) || !kept.path().equals(next(kept.path()))
            ? request.signedIn(begun, next(request.form().text("next")))
            : request.signedIn(begun, kept);
      }
      case Result.SecondFactorNeeded(var made, var _) -> again(request, 200, made.value(), null, 0);
      case Result.Refused() ->
          again(request, 401, token, token.isEmpty() ? "login.refused" : "login.code.refused", 0);
      case Result.TooManyAttempts(var wait) ->
          again(request, 429, token, "login.wait", Math.max(1, wait.toSeconds()));
    };
  }

  private PageAnswer again(
      PageRequest request, int status, String token, @Nullable String problem, long seconds) {
    var login =
        new Login(
            request.form().text("email"),
            next(request.form().text("next")),
            token,
            problem,
            seconds,
            self.party() != null,
            SavedForm.carriedBy(request.form()));
    return request.show(status, TEMPLATE, "", login);
  }

  /// What the browser asks its owner for.
  private PageAnswer passkeyOptions(PageRequest request) {
    return PageAnswer.text(
        200, "application/json; charset=utf-8", self.passkeys().requestOptions(party()));
  }

  private PageAnswer takePasskey(PageRequest request) {
    Result result =
        self.passkeys().signIn(request.form().text("credential"), party(), request.client());
    return result instanceof Result.Refused
        ? again(request, 401, "", "login.passkey.refused", 0)
        : answer(request, "", result);
  }

  private RelyingParty party() {
    RelyingParty party = self.party();
    if (party == null) {
      throw PageProblem.unknown();
    }
    return party;
  }

  private PageAnswer leave(PageRequest request) {
    signIn.signOut(request.sessionToken(), request.actor());
    return request.signedOut("/login").withFlash(request, Flash.of("flash.signed-out"));
  }

  /// Where to go, if it is a page of this console.
  private static String next(String asked) {
    boolean isOwn =
        asked.startsWith("/")
            && asked.length() < 500
            && asked.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return isOwn && !asked.startsWith("/login") ? asked : "/";
  }
}
