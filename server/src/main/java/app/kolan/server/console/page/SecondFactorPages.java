package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Users;
import app.kolan.server.settings.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The codes of somebody's authenticator app, his recovery codes and his other sessions. Codes are
/// changed soon after signing in alone: a session that was left open is not enough.
public record SecondFactorPages(SelfService self, Users users) {
  private static final String PROFILE = "/profile";
  private static final String PATH = PROFILE + "/second-factor";

  public void addTo(Routes routes) {
    routes.post(PATH, PageAdmission.PERSON, this::begin);
    routes.post(PATH + "/confirm", PageAdmission.PERSON, this::confirm);
    routes.post(PATH + "/recovery-codes", PageAdmission.PERSON, this::renew);
    routes.post(PATH + "/remove", PageAdmission.PERSON, this::remove);
    routes.post(PROFILE + "/sessions/{session}", PageAdmission.PERSON, this::endSession);
  }

  /// The step that somebody is at. It prints without secrets.
  ///
  /// @param secret to be typed into the app; null when it was shown before
  /// @param uri the same as a link; null likewise
  /// @param codes recovery codes, which are shown once; empty before the end
  /// @param wrong whether the code before was not right
  public record Step(
      @Nullable String secret, @Nullable String uri, List<String> codes, boolean wrong) {
    public Step {
      codes = List.copyOf(codes);
    }

    @Override
    public String toString() {
      return "Step[codes=%d, wrong=%s]".formatted(codes.size(), wrong);
    }
  }

  private PageAnswer begin(PageRequest request) {
    if (!isFresh(request)) {
      return signInAgain(request);
    }
    try {
      var enrolment = self.secondFactors().begin(request.user().id(), request.actor());
      return show(
          request,
          200,
          new Step(
              inGroups(enrolment.secret().value()), enrolment.uri().value(), List.of(), false));
    } catch (IdentityRefusal _) {
      return request.go(PROFILE);
    }
  }

  private PageAnswer confirm(PageRequest request) {
    try {
      return codes(
          request,
          self.secondFactors()
              .confirm(request.user().id(), request.form().text("code").strip(), request.actor()));
    } catch (IdentityRefusal refusal) {
      if (refusal.kind() != Kind.INVALID) {
        throw PageProblem.unknown();
      }
      return show(request, 400, new Step(null, null, List.of(), true));
    }
  }

  private PageAnswer renew(PageRequest request) {
    if (!isFresh(request)) {
      return signInAgain(request);
    }
    try {
      return codes(
          request, self.secondFactors().renewRecoveryCodes(request.user().id(), request.actor()));
    } catch (IdentityRefusal _) {
      return request.go(PROFILE);
    }
  }

  private PageAnswer remove(PageRequest request) {
    if (!isFresh(request)) {
      return signInAgain(request);
    }
    users.removeSecondFactor(request.user().id(), request.actor());
    return request.go(PROFILE, Flash.of("flash.second-factor-removed"));
  }

  private PageAnswer endSession(PageRequest request) {
    if (!self.sessions()
        .end(request.user().id(), request.numberInPath("session"), request.actor())) {
      throw PageProblem.unknown();
    }
    return request.go(PROFILE, Flash.of("flash.session-ended"));
  }

  private boolean isFresh(PageRequest request) {
    return self.sessions().isFresh(request.sessionToken());
  }

  private static PageAnswer signInAgain(PageRequest request) {
    return request.go(PROFILE, Flash.of("flash.sign-in-again"));
  }

  private static PageAnswer codes(PageRequest request, List<Secret> codes) {
    return show(
        request, 200, new Step(null, null, codes.stream().map(Secret::value).toList(), false));
  }

  private static PageAnswer show(PageRequest request, int status, Step step) {
    return request.show(status, "page/secondFactor", "", step);
  }

  /// Four letters at a time, as they are typed.
  private static String inGroups(String secret) {
    return secret.replaceAll("(.{4})(?=.)", "$1 ");
  }
}
