package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Admission;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.Passkey;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.Session;
import java.util.List;

/// What somebody signs in with: his passkeys, which he makes, names and removes. They are made by a
/// script in his browser, and are for the public URL of the server.
public record PasskeyPages(SelfService self) {
  private static final String PATH = "/profile";
  private static final String JSON = "application/json; charset=utf-8";

  public void addTo(Routes routes) {
    routes.get(PATH, Admission.PERSON, this::show);
    routes.post(PATH + "/passkeys", Admission.PERSON, this::add);
    routes.post(PATH + "/passkeys/options", Admission.PERSON, this::options);
    routes.post(PATH + "/passkeys/remove", Admission.PERSON, this::remove);
  }

  /// The page.
  ///
  /// @param possible whether passkeys can be made here
  /// @param fresh whether he signed in a moment ago, without which none is added
  /// @param recoveryCodes how many are left
  /// @param sessions where else he is signed in
  public record Profile(
      List<Passkey> passkeys,
      boolean possible,
      boolean fresh,
      int recoveryCodes,
      List<Session> sessions) {
    public Profile {
      passkeys = List.copyOf(passkeys);
      sessions = List.copyOf(sessions);
    }
  }

  private PageAnswer show(PageRequest request) {
    long user = request.user().id();
    return request.show(
        "page/profile",
        "",
        new Profile(
            self.passkeys().list(user),
            self.party() != null,
            isFresh(request),
            self.secondFactors().recoveryCodes(user),
            otherSessions(request)));
  }

  private List<Session> otherSessions(PageRequest request) {
    long current =
        self.sessions().find(request.sessionToken()).map(found -> found.session().id()).orElse(0L);
    return self.sessions().list(request.user().id()).stream()
        .filter(session -> session.id() != current)
        .toList();
  }

  /// A session that was left open is not enough for a new way to sign in.
  private boolean isFresh(PageRequest request) {
    return self.sessions().isFresh(request.sessionToken());
  }

  private RelyingParty party() {
    RelyingParty party = self.party();
    if (party == null) {
      throw PageProblem.unknown();
    }
    return party;
  }

  /// What the browser makes a passkey by.
  private PageAnswer options(PageRequest request) {
    if (!isFresh(request)) {
      return PageAnswer.text(403, JSON, "{}");
    }
    return PageAnswer.text(200, JSON, self.passkeys().creationOptions(request.user(), party()));
  }

  private PageAnswer add(PageRequest request) {
    if (!isFresh(request)) {
      return request.go(PATH, Flash.of("flash.passkey-sign-in-again"));
    }
    try {
      var _ =
          self.passkeys()
              .add(
                  request.user(),
                  request.form().text("name"),
                  request.form().text("credential"),
                  party(),
                  request.actor());
    } catch (IdentityRefusal _) {
      return request.go(PATH, Flash.of("flash.passkey-refused"));
    }
    return request.go(PATH, Flash.of("flash.passkey-added"));
  }

  private PageAnswer remove(PageRequest request) {
    if (!self.passkeys().remove(request.user(), request.form().text("passkey"), request.actor())) {
      throw PageProblem.unknown();
    }
    return request.go(PATH, Flash.of("flash.passkey-removed"));
  }
}
