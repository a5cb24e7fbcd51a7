package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.identity.SignIn.Client;
import app.kolan.server.identity.SignIn.Result;
import app.kolan.server.identity.SignIn.Result.Refused;
import app.kolan.server.identity.SignIn.Result.SecondFactorNeeded;
import app.kolan.server.identity.SignIn.Result.SignedIn;
import app.kolan.server.identity.SignIn.Result.TooManyAttempts;
import app.kolan.server.identity.Users.Invitation;
import app.kolan.server.identity.sql.SqlApiKeyStore;
import app.kolan.server.identity.sql.SqlOneTimeTokenStore;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How people sign in, on every database.
public abstract class SignInContract extends DatabaseContract {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final EmailAddress DANA = EmailAddress.of("dana@example.com");
  private static final String PASSWORD = "four plain dull words";
  private static final AuditActor BY = AuditActor.COMMAND;
  private static final Client HOME = new Client("192.0.2.1", "Firefox");

  private final TestClock clock = new TestClock(NOON);
  private final PasswordHasher hasher = new PasswordHasher(TestPasswords.CHEAP);
  private SqlUserStore store;
  private Sessions sessions;
  private Users users;
  private SecondFactors factors;
  private SignIn signIn;
  private PasswordChoice choice;

  @BeforeEach
  void openServices() {
    store = new SqlUserStore(database);
    var tokens = new SqlOneTimeTokenStore(database);
    sessions = new Sessions(new SqlSessionStore(database), clock);
    users = new Users(store, tokens, hasher, sessions, clock);
    factors = new SecondFactors(store, new Reversed(), sessions, clock);
    signIn = new SignIn(store, tokens, hasher, factors, sessions, clock);
    choice = new PasswordChoice(store, tokens, users, signIn, clock);
  }

  @AfterEach
  void closeHasher() {
    hasher.close();
  }

  @Test
  void a_password_is_changed_by_who_has_signed_in_and_knows_it() {
    User dana = dana();
    SignedIn other = signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
    SignedIn here = signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
    long session = here.session().session().id();

    assertThat(choice.change(dana.id(), session, "no", "four other dull words", HOME))
        .isEqualTo(new PasswordChoice.Change.WrongPassword());
    assertThatThrownBy(() -> choice.change(dana.id(), session, PASSWORD, "short", HOME))
        .isInstanceOf(IdentityRefusal.class);
    assertThat(sessions.find(other.session().token().value())).isPresent();

    assertThat(choice.change(dana.id(), session, PASSWORD, "four other dull words", HOME))
        .isEqualTo(new PasswordChoice.Change.Changed());

    assertThat(sessions.find(here.session().token().value())).isPresent();
    assertThat(sessions.find(other.session().token().value())).isEmpty();
    assertThat(signIn.password("dana@example.com", PASSWORD, HOME)).isEqualTo(new Refused());
    signedIn(signIn.password("dana@example.com", "four other dull words", HOME));
  }

  @Test
  void an_open_session_does_not_help_to_guess_the_password() {
    User dana = dana();
    long session =
        signedIn(signIn.password("dana@example.com", PASSWORD, HOME)).session().session().id();
    for (int i = 0; i < 5; i++) {
      choice.change(dana.id(), session, "guess " + i, "four other dull words", HOME);
    }

    assertThat(choice.change(dana.id(), session, PASSWORD, "four other dull words", HOME))
        .isInstanceOf(PasswordChoice.Change.TooManyAttempts.class);
    assertThat(signIn.password("dana@example.com", PASSWORD, HOME))
        .isInstanceOf(TooManyAttempts.class);
  }

  @Test
  void a_new_password_voids_what_the_old_one_has_begun() {
    User dana = dana();
    factors.begin(dana.id(), BY);
    factors.confirm(dana.id(), code(0), BY);
    String begun = needed(signIn.password("dana@example.com", PASSWORD, HOME)).token().value();

    users.setPassword(dana.id(), "four other dull words", BY);
    clock.advance(Duration.ofSeconds(30));

    assertThat(signIn.secondFactor(begun, code(0), HOME)).isEqualTo(new Refused());
  }

  @Test
  void the_right_password_begins_a_session() {
    User dana = dana();

    SignedIn signedIn = signedIn(signIn.password(" Dana@Example.com", PASSWORD, HOME));

    var authenticator =
        new KeysAndSessions(new ApiKeys(new SqlApiKeyStore(database), clock), sessions);
    assertThat(authenticator.ofSession(signedIn.session().token().value()))
        .contains(dana.principal());
    assertThat(users.find(DANA).orElseThrow().signedInAt()).isEqualTo(NOON);
    assertThat(new SqlAuditLog(database).after(1, 9))
        .extracting(
            found ->
                found.entry().actor()
                    + " "
                    + found.entry().action()
                    + " "
                    + found.entry().address())
        .containsExactly("user:" + dana.id() + " session.begin 192.0.2.1");
    signIn.signOut(signedIn.session().token().value(), BY);
    assertThat(sessions.find(signedIn.session().token().value())).isEmpty();
  }

  @Test
  void whatever_is_wrong_the_answer_is_the_same() {
    dana();
    Invitation invited = users.invite(EmailAddress.of("noa@example.com"), "", true, Map.of(), BY);
    User off = users.add(EmailAddress.of("off@example.com"), "", true, Map.of(), PASSWORD, BY);
    users.update(off.id(), off.revision(), "", true, true, BY);

    assertThat(signIn.password("dana@example.com", "wrong plain dull words", HOME))
        .isEqualTo(new Refused());
    assertThat(signIn.password("nobody@example.com", PASSWORD, HOME)).isEqualTo(new Refused());
    assertThat(signIn.password("no address", PASSWORD, HOME)).isEqualTo(new Refused());
    assertThat(signIn.password("off@example.com", PASSWORD, HOME)).isEqualTo(new Refused());
    assertThat(signIn.password(invited.user().email().value(), "", HOME)).isEqualTo(new Refused());
    assertThat(signIn.password("dana@example.com", "x".repeat(1_000_000), HOME))
        .isEqualTo(new Refused());
    assertThat(signIn.password("\u0000", "\ud800", HOME)).isEqualTo(new Refused());
  }

  @Test
  void guesses_are_slowed_down_whether_anybody_has_the_address_or_not() {
    dana();
    for (String email : List.of("dana@example.com", "nobody@example.com")) {
      for (int i = 0; i < 5; i++) {
        assertThat(signIn.password(email, "wrong plain dull words", from(email, i)))
            .isEqualTo(new Refused());
      }
      assertThat(signIn.password(email, PASSWORD, from(email, 9)))
          .isEqualTo(new TooManyAttempts(Duration.ofSeconds(1)));
    }
    clock.advance(Duration.ofMinutes(1));
    signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
  }

  @Test
  void one_network_that_tries_many_addresses_is_slowed_down() {
    for (int i = 0; i < 20; i++) {
      assertThat(
              signIn.password(
                  "u%d@example.com".formatted(i), "x", new Client("2001:db8:1:2::" + i, null)))
          .isEqualTo(new Refused());
    }
    assertThat(signIn.password("u99@example.com", "x", new Client("2001:db8:1:2:f::1", null)))
        .isInstanceOf(TooManyAttempts.class);
    assertThat(signIn.password("u99@example.com", "x", new Client("2001:db8:1:3::1", null)))
        .isEqualTo(new Refused());
  }

  @Test
  void a_second_factor_is_asked_for_once_it_is_confirmed() {
    User dana = dana();
    SecondFactors.Enrolment enrolment = factors.begin(dana.id(), BY);
    signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
    assertThat(enrolment.uri().value())
        .isEqualTo(
            "otpauth://totp/Kolan:dana%40example.com?secret="
                + enrolment.secret().value()
                + "&issuer=Kolan");

    List<Secret> recovery = factors.confirm(dana.id(), code(0), BY);
    SecondFactorNeeded needed = needed(signIn.password("dana@example.com", PASSWORD, HOME));

    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    assertThat(signIn.secondFactor(needed.token().value(), code(0), HOME))
        .as("used up")
        .isEqualTo(new Refused());
    assertThat(signIn.secondFactor(needed.token().value(), "000000", HOME))
        .isEqualTo(new Refused());
    clock.advance(Duration.ofSeconds(30));
    signedIn(signIn.secondFactor(needed.token().value(), code(0), HOME));
    assertThat(signIn.secondFactor(needed.token().value(), code(1), HOME))
        .as("the token is used up")
        .isEqualTo(new Refused());
    assertThat(new SqlAuditLog(database).after(0, 99).toString())
        .doesNotContain(enrolment.secret().value(), recovery.getFirst().value());
  }

  @Test
  void a_password_that_was_hashed_by_older_parameters_is_hashed_anew_as_it_is_used() {
    User dana = dana();
    try (var older = new PasswordHasher(new PasswordCost(8 * 1024, 1))) {
      store.setPassword(
          dana.id(), older.hash(PASSWORD), null, BY.entry(NOON, "x", null, "x", null));
    }
    String before = store.credentials(dana.id()).orElseThrow().passwordHash();

    assertThat(signIn.password("dana@example.com", "wrong words here", HOME))
        .isInstanceOf(Refused.class);
    assertThat(store.credentials(dana.id()).orElseThrow().passwordHash()).isEqualTo(before);
    signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
    signedIn(signIn.password("dana@example.com", PASSWORD, HOME));

    assertThat(store.credentials(dana.id()).orElseThrow().passwordHash())
        .contains("m=64,t=1,p=1")
        .isNotEqualTo(before);
  }

  @Test
  void a_recovery_code_is_good_once() {
    User dana = dana();
    factors.begin(dana.id(), BY);
    List<Secret> recovery = factors.confirm(dana.id(), code(0), BY);
    String typed = recovery.getFirst().value().toUpperCase(Locale.ROOT).replace("-", " ");

    String first = needed(signIn.password("dana@example.com", PASSWORD, HOME)).token().value();
    signedIn(signIn.secondFactor(first, typed, HOME));
    String second = needed(signIn.password("dana@example.com", PASSWORD, HOME)).token().value();
    assertThat(signIn.secondFactor(second, typed, HOME)).isEqualTo(new Refused());
    signedIn(signIn.secondFactor(second, recovery.get(1).value(), HOME));
    assertThat(factors.recoveryCodes(dana.id())).isEqualTo(8);
  }

  @Test
  void codes_are_guessed_no_faster_than_passwords() {
    User dana = dana();
    factors.begin(dana.id(), BY);
    factors.confirm(dana.id(), code(0), BY);
    String token = needed(signIn.password("dana@example.com", PASSWORD, HOME)).token().value();

    for (int i = 0; i < 5; i++) {
      assertThat(signIn.secondFactor(token, "00000" + i, HOME)).isEqualTo(new Refused());
    }
    assertThat(signIn.secondFactor(token, "000009", HOME)).isInstanceOf(TooManyAttempts.class);
    clock.advance(Duration.ofMinutes(6));
    assertThat(signIn.secondFactor(token, code(0), HOME)).as("expired").isEqualTo(new Refused());
  }

  @Test
  void a_wrong_code_confirms_nothing_and_a_confirmed_one_is_not_replaced_by_accident() {
    User dana = dana();
    assertThatThrownBy(() -> factors.confirm(dana.id(), "123456", BY))
        .isInstanceOf(IdentityRefusal.class);
    factors.begin(dana.id(), BY);
    assertThatThrownBy(() -> factors.confirm(dana.id(), "abc", BY))
        .hasMessageContaining("not right");
    factors.confirm(dana.id(), code(0), BY);
    assertThatThrownBy(() -> factors.begin(dana.id(), BY)).hasMessageContaining("set up already");
  }

  @Test
  void an_invited_user_chooses_his_password_once() {
    Invitation invitation = users.invite(DANA, "", true, Map.of(), BY);
    String token = invitation.token().value();
    assertThat(choice.whose(token)).contains(invitation.user());

    assertThatThrownBy(() -> choice.choose(token, "short", null)).hasMessageContaining("too short");
    assertThat(choice.choose(token, PASSWORD, "192.0.2.1").state()).isEqualTo(UserState.ACTIVE);

    signedIn(signIn.password("dana@example.com", PASSWORD, HOME));
    assertThat(choice.whose(token)).isEmpty();
    assertThatThrownBy(() -> choice.choose(token, PASSWORD, null))
        .hasMessageContaining("ask for another one");
  }

  @Test
  void a_reset_expires_and_a_newer_one_voids_it() {
    User dana = dana();
    String first = users.reset(dana.id(), BY).token().value();
    String second = users.reset(dana.id(), BY).token().value();

    assertThat(choice.whose(first)).isEmpty();
    assertThat(signIn.password("dana@example.com", PASSWORD, HOME)).isEqualTo(new Refused());
    clock.advance(Users.RESET);
    assertThat(choice.whose(second)).isEmpty();

    String third = users.reset(dana.id(), BY).token().value();
    choice.choose(third, "other plain dull words", null);
    signedIn(signIn.password("dana@example.com", "other plain dull words", HOME));
  }

  private User dana() {
    return users.add(DANA, "Dana", false, Map.of(1L, Role.OWNER), PASSWORD, BY);
  }

  /// The code of Dana's app, so many steps from now.
  private String code(int steps) {
    long id = users.find(DANA).orElseThrow().id();
    String sealed = store.credentials(id).orElseThrow().totpSecret();
    String opened =
        new Reversed().open(Objects.requireNonNull(sealed), "users/%d/totp".formatted(id));
    byte[] secret = Base64.getDecoder().decode(opened);
    return Totp.code(secret, Totp.step(clock.instant()) + steps, Totp.DIGITS);
  }

  private static Client from(String email, int host) {
    return new Client("198.51.%d.%d".formatted(email.length(), host), null);
  }

  private static SignedIn signedIn(Result result) {
    assertThat(result).isInstanceOf(SignedIn.class);
    return (SignedIn) result;
  }

  private static SecondFactorNeeded needed(Result result) {
    assertThat(result).isInstanceOf(SecondFactorNeeded.class);
    return (SecondFactorNeeded) result;
  }

  /// Encrypts so that it can be seen that it was done.
  static final class Reversed implements SecretSealer {
    @Override
    public String seal(String secret, String purpose) {
      return purpose + ":" + new StringBuilder(secret).reverse();
    }

    @Override
    public String open(String sealed, String purpose) {
      assertThat(sealed).startsWith(purpose + ":");
      return new StringBuilder(sealed.substring(purpose.length() + 1)).reverse().toString();
    }
  }
}
