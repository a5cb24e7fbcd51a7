package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.SignIn.Client;
import app.kolan.server.identity.SignIn.Result.Refused;
import app.kolan.server.identity.SignIn.Result.SignedIn;
import app.kolan.server.identity.sql.SqlOneTimeTokenStore;
import app.kolan.server.identity.sql.SqlPasskeyStore;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Passkeys, on every database.
public abstract class PasskeysContract extends DatabaseContract {
  private static final RelyingParty PARTY =
      RelyingParty.of(new PublicUrl("https", "phone.example:8443", ""));
  private static final AuditActor BY = AuditActor.COMMAND;
  private static final Client HOME = new Client("192.0.2.1", null);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-29T12:00:00Z"));
  private final PasswordHasher hasher = new PasswordHasher(TestPasswords.CHEAP);
  private Users users;
  private Passkeys passkeys;
  private User dana;
  private TestPasskey device;

  @BeforeEach
  void openServices() throws Exception {
    var store = new SqlUserStore(database);
    var tokens = new SqlOneTimeTokenStore(database);
    var sessions = new Sessions(new SqlSessionStore(database), clock);
    users = new Users(store, tokens, hasher, sessions, clock);
    var factors = new SecondFactors(store, new NoSealer(), sessions, clock);
    var signIn = new SignIn(store, tokens, hasher, factors, sessions, clock);
    passkeys =
        new Passkeys(new SqlPasskeyStore(database), store, tokens, signIn, new TestSealer(), clock);
    dana =
        users.add(
            EmailAddress.of("dana@example.com"), "", true, Map.of(), "four plain dull words", BY);
    device = new TestPasskey(PARTY);
  }

  @AfterEach
  void closeHasher() {
    hasher.close();
  }

  @Test
  void a_passkey_that_was_made_signs_in_again_and_again() throws Exception {
    assertThat(PARTY).isEqualTo(new RelyingParty("phone.example", "https://phone.example:8443"));
    Passkey made =
        passkeys.add(
            dana, "phone", device.create(passkeys.creationOptions(dana, PARTY)), PARTY, BY);

    for (int i = 0; i < 3; i++) {
      assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
          .isInstanceOfSatisfying(
              SignedIn.class,
              signedIn -> assertThat(signedIn.session().user().id()).isEqualTo(dana.id()));
    }

    assertThat(passkeys.list(dana.id()))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.name()).isEqualTo("phone");
              assertThat(kept.credentialId()).isEqualTo(made.credentialId());
              assertThat(kept.usedAt()).isEqualTo(clock.instant());
              assertThat(kept.signCount()).isEqualTo(4);
            });
    assertThat(passkeys.creationOptions(dana, PARTY)).contains(made.credentialId(), "\"required\"");
  }

  @Test
  void an_answer_is_good_once_and_for_minutes() throws Exception {
    String created = device.create(passkeys.creationOptions(dana, PARTY));
    passkeys.add(dana, "", created, PARTY, BY);
    assertThatThrownBy(() -> passkeys.add(dana, "", created, PARTY, BY))
        .isInstanceOf(IdentityRefusal.class);

    String answer = device.get(passkeys.requestOptions(PARTY));
    assertThat(passkeys.signIn(answer, PARTY, HOME)).isInstanceOf(SignedIn.class);
    assertThat(passkeys.signIn(answer, PARTY, HOME)).isEqualTo(new Refused());

    String late = device.get(passkeys.requestOptions(PARTY));
    clock.advance(Duration.ofMinutes(6));
    assertThat(passkeys.signIn(late, PARTY, HOME)).isEqualTo(new Refused());
  }

  @Test
  void another_site_another_host_and_an_unverified_user_are_refused() throws Exception {
    passkeys.add(dana, "", device.create(passkeys.creationOptions(dana, PARTY)), PARTY, BY);

    device.origin = "https://phone.example.evil.example";
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
    device.origin = PARTY.origin();
    device.host = "evil.example";
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
    device.host = PARTY.id();
    device.verifyNobody();
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
  }

  @Test
  void a_copied_authenticator_shows_by_its_counter() throws Exception {
    device.counter = 7;
    passkeys.add(dana, "", device.create(passkeys.creationOptions(dana, PARTY)), PARTY, BY);

    device.counter = 7;
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isInstanceOf(SignedIn.class);
  }

  @Test
  void anothers_key_another_users_challenge_and_nonsense_are_refused() throws Exception {
    passkeys.add(dana, "", device.create(passkeys.creationOptions(dana, PARTY)), PARTY, BY);
    var forged = new TestPasskey(PARTY);
    forged.counter = 9;
    assertThat(passkeys.signIn(forged.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
    device.counter = 20;
    device.handle = "dXNlcjo5OQ";
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());

    User yossi = users.invite(EmailAddress.of("yossi@example.com"), "", true, Map.of(), BY).user();
    String yossis = new TestPasskey(PARTY).create(passkeys.creationOptions(yossi, PARTY));
    assertThatThrownBy(() -> passkeys.add(dana, "", yossis, PARTY, BY))
        .isInstanceOf(IdentityRefusal.class);
    for (String nonsense :
        new String[] {"", "{}", "null", "[]", "{\"rawId\":1}", "\u0000", "x".repeat(99_999)}) {
      assertThat(passkeys.signIn(nonsense, PARTY, HOME)).as(nonsense).isEqualTo(new Refused());
      assertThatThrownBy(() -> passkeys.add(dana, "", nonsense, PARTY, BY))
          .isInstanceOf(IdentityRefusal.class);
    }
  }

  @Test
  void a_passkey_that_is_removed_or_of_a_disabled_user_is_refused() throws Exception {
    Passkey made =
        passkeys.add(dana, "", device.create(passkeys.creationOptions(dana, PARTY)), PARTY, BY);
    User off = users.update(dana.id(), dana.revision(), "", true, true, BY);
    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
    users.update(dana.id(), off.revision(), "", false, true, BY);
    assertThat(passkeys.remove(dana, made.credentialId(), BY)).isTrue();
    assertThat(passkeys.remove(dana, made.credentialId(), BY)).isFalse();

    assertThat(passkeys.signIn(device.get(passkeys.requestOptions(PARTY)), PARTY, HOME))
        .isEqualTo(new Refused());
  }

  /// Passkeys need no secret of the server's.
  private static final class NoSealer implements SecretSealer {
    @Override
    public String seal(String secret, String purpose) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String open(String sealed, String purpose) {
      throw new UnsupportedOperationException();
    }
  }

  /// Seals with a key of its own.
  private static final class TestSealer implements SecretSealer {
    private final SecretCipher cipher = SecretCipher.of("a key of a test, which is long enough");

    @Override
    public String seal(String secret, String purpose) {
      return cipher.encrypt(secret, purpose);
    }

    @Override
    public String open(String sealed, String purpose) {
      try {
        return cipher.decrypt(sealed, purpose);
      } catch (UnreadableSecret e) {
        throw new IdentityRefusal(Kind.CONFLICT, "not sealed here");
      }
    }
  }
}
