package app.kolan.server.console.page;

import app.kolan.server.api.SelfService;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.LoginSession;
import app.kolan.server.identity.Passkey;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.Users;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What somebody signs in with: his passkeys, which he makes, names and removes. They are made by a
/// script in his browser, and are for the public URL of the server.
public record PasskeyPages(SelfService self, Users users) {
  private static final String PATH = "/profile";

  /// What is in a browser's own name for itself, the more particular first.
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("Android", "Android"),
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("Windows", "Windows"),
          Map.entry("Mac OS X", "macOS"),
          Map.entry("Linux", "Linux"));

  private static final String JSON = "application/json; charset=utf-8";

  public void addTo(Routes routes) {
    routes.get(PATH, PageAdmission.PERSON, this::show);
    routes.post(PATH + "/passkeys", PageAdmission.PERSON, this::add);
    routes.post(PATH + "/passkeys/options", PageAdmission.PERSON, this::options);
    routes.post(PATH + "/passkeys/remove", PageAdmission.PERSON, this::remove);
  }

  /// The page.
  ///
  /// @param possible whether passkeys can be made here
  /// @param fresh whether he signed in a moment ago, without which none is added
  /// @param recoveryCodes how many are left
  /// @param sessions where else he is signed in
  /// @param telephone to which he has calls put through; null for none
  public record Profile(
      List<Passkey> passkeys,
      boolean possible,
      boolean fresh,
      int recoveryCodes,
      List<LoginSession> sessions,
      @Nullable PhoneNumber telephone) {
    public Profile {
      passkeys = List.copyOf(passkeys);
      sessions = List.copyOf(sessions);
    }

    /// A browser and its system in a few words, such as `Chrome, Windows`, of what it calls itself;
    /// empty when neither is known.
    public static String device(@Nullable String userAgent) {
      return Stream.of(BROWSERS, SYSTEMS)
          .flatMap(
              names ->
                  names.stream()
                      .filter(name -> userAgent != null && userAgent.contains(name.getKey()))
                      .limit(1))
          .map(Map.Entry::getValue)
          .collect(Collectors.joining(", "));
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
            otherSessions(request),
            users.telephone(user).orElse(null)));
  }

  private List<LoginSession> otherSessions(PageRequest request) {
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
