package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Passkeys, by [WebAuthn](https://www.w3.org/TR/webauthn-3/): made by somebody who is signed in,
/// and a way to sign in without password and second factor, since an authenticator that verifies
/// its user is both.
///
/// The challenge of a new passkey is a token of one use in the database. That of signing in, which
/// anybody may ask for, leaves nothing there: it is sealed with the key of the server, says itself
/// until when it holds, and is written down once somebody has signed in by it, so that it is good
/// for one use. Any server of several may check either. Any thread may use this; it blocks for the
/// store.
public final class Passkeys {
  private static final Duration CHALLENGE = Duration.ofMinutes(5);
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int NONCE_LETTERS = 22;
  private static final String SIGN_IN = "passkey_sign_in/1";

  private final PasskeyStore store;
  private final UserStore users;
  private final OneTimeTokens tokens;
  private final OneTimeTokenStore used;
  private final SignIn signIn;
  private final SecretSealer sealer;
  private final InstantSource clock;

  /// @param sealer for the challenges of signing in
  public Passkeys(
      PasskeyStore store,
      UserStore users,
      OneTimeTokenStore tokens,
      SignIn signIn,
      SecretSealer sealer,
      InstantSource clock) {
    this.store = store;
    this.users = users;
    this.tokens = new OneTimeTokens(tokens, clock);
    this.used = tokens;
    this.signIn = signIn;
    this.sealer = sealer;
    this.clock = clock;
  }

  /// A user's passkeys, the oldest first.
  public List<Passkey> list(long user) {
    return store.list(user);
  }

  /// What the browser of a user is given to make a passkey, as JSON.
  public String creationOptions(User user, RelyingParty party) {
    String challenge =
        tokens.make(Purpose.PASSKEY_REGISTRATION, user.id(), CHALLENGE).text().value();
    return PasskeyOptions.creation(party, user, challenge, store.list(user.id()));
  }

  /// Adds the passkey that a browser has made.
  ///
  /// @param name how the user calls it; may be empty
  /// @param answer what `PublicKeyCredential.toJSON` gave
  /// @throws IdentityRefusal when the answer is not right, or not for this user
  public Passkey add(User user, String name, String answer, RelyingParty party, AuditActor by) {
    String shown = DisplayName.of(name);
    RegistrationData data =
        checked(() -> WebAuthn.MANAGER.parseRegistrationResponseJSON(bounded(answer)));
    String challenge = challenge(data.getCollectedClientData());
    boolean his =
        tokens
            .take(challenge, Purpose.PASSKEY_REGISTRATION)
            .map(Taken::user)
            .filter(id -> id == user.id())
            .isPresent();
    if (!his) {
      throw refused();
    }
    var expected = new RegistrationParameters(server(party, challenge), null, true, true);
    var _ = checked(() -> WebAuthn.MANAGER.verify(data, expected));
    Passkey passkey = passkey(user, shown, data);
    if (!store.add(
        passkey,
        by.entry(
            clock.instant(), "passkey.add", null, user.subject(), AuditDetail.of("name", shown)))) {
      throw new IdentityRefusal(Kind.CONFLICT, "there is this passkey already");
    }
    return passkey;
  }

  private Passkey passkey(User user, String name, RegistrationData data) {
    var attestation = data.getAttestationObject();
    if (attestation == null) {
      throw refused();
    }
    AuthenticatorData<?> authenticator = attestation.getAuthenticatorData();
    var credential = authenticator.getAttestedCredentialData();
    if (credential == null) {
      throw refused();
    }
    return new Passkey(
        PasskeyOptions.encoded(credential.getCredentialId()),
        user.id(),
        name,
        PasskeyOptions.encoded(WebAuthn.CREDENTIALS.convert(credential)),
        authenticator.getSignCount(),
        authenticator.isFlagBE(),
        clock.instant(),
        null);
  }

  /// Removes a passkey of a user; false when he has none of that identifier.
  public boolean remove(User user, String credentialId, AuditActor by) {
    return store.remove(
        user.id(),
        credentialId,
        by.entry(clock.instant(), "passkey.remove", null, user.subject(), null));
  }

  /// What a browser is given to sign in by a passkey, as JSON.
  public String requestOptions(RelyingParty party) {
    Instant until = clock.instant().plus(CHALLENGE);
    String text = until.toEpochMilli() + "." + RandomText.letters(NONCE_LETTERS);
    return PasskeyOptions.request(party, sealer.seal(text, SIGN_IN));
  }

  /// Whether a challenge is one of this server's that still holds and was not used.
  private boolean holds(String challenge) {
    String text = sealer.open(challenge, SIGN_IN);
    long until = Long.parseLong(text.substring(0, text.indexOf('.')));
    Instant now = clock.instant();
    return now.toEpochMilli() < until
        && used.look(RandomText.hash(challenge), Purpose.PASSKEY_SIGN_IN, now).isEmpty();
  }

  /// Signs in by a passkey.
  ///
  /// @param answer what `PublicKeyCredential.toJSON` gave
  public SignIn.Result signIn(String answer, RelyingParty party, SignIn.Client client) {
    try {
      AuthenticationData data =
          checked(() -> WebAuthn.MANAGER.parseAuthenticationResponseJSON(bounded(answer)));
      String challenge = challenge(data.getCollectedClientData());
      Passkey passkey = store.find(credentialId(data)).orElse(null);
      if (passkey == null || !holds(challenge)) {
        return new SignIn.Result.Refused();
      }
      var expected =
          new AuthenticationParameters(server(party, challenge), record(passkey), null, true, true);
      var _ = checked(() -> WebAuthn.MANAGER.verify(data, expected));
      Instant now = clock.instant();
      used.add(RandomText.hash(challenge), Purpose.PASSKEY_SIGN_IN, null, now, now.plus(CHALLENGE));
      return begin(passkey, data, client);
    } catch (IdentityRefusal _) {
      return new SignIn.Result.Refused();
    }
  }

  private SignIn.Result begin(Passkey passkey, AuthenticationData data, SignIn.Client client) {
    String handle = handle(data);
    Optional<User> user =
        users
            .find(passkey.userId())
            .filter(found -> found.state() == UserState.ACTIVE)
            .filter(found -> handle == null || handle.equals(found.subject()));
    AuthenticatorData<?> authenticator = data.getAuthenticatorData();
    if (user.isEmpty() || authenticator == null) {
      return new SignIn.Result.Refused();
    }
    Instant now = clock.instant();
    store.used(passkey.credentialId(), authenticator.getSignCount(), now);
    return new SignIn.Result.SignedIn(signIn.begin(user.get(), "passkey", client));
  }

  // The library's annotations say that an array may be null, and NullAway takes them for its bytes.
  @SuppressWarnings("NullAway")
  private static String credentialId(AuthenticationData data) {
    return data.getCredentialId() == null ? "" : PasskeyOptions.encoded(data.getCredentialId());
  }

  @SuppressWarnings("NullAway")
  private static @Nullable String handle(AuthenticationData data) {
    return data.getUserHandle() == null
        ? null
        : new String(data.getUserHandle(), StandardCharsets.US_ASCII);
  }

  /// A passkey as the library knows it. What it was attested with is neither kept nor looked at.
  private CredentialRecordImpl record(Passkey passkey) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        passkey.backupEligible(),
        null,
        passkey.signCount(),
        WebAuthn.CREDENTIALS.convert(Base64.getUrlDecoder().decode(passkey.credential())),
        null,
        null,
        null,
        null);
  }

  private static ServerProperty server(RelyingParty party, String challenge) {
    return ServerProperty.builder()
        .origins(Set.of(new Origin(party.origin())))
        .rpId(party.id())
        .challenge(new DefaultChallenge(challenge.getBytes(StandardCharsets.US_ASCII)))
        .build();
  }

  private static String challenge(@Nullable CollectedClientData client) {
    if (client == null) {
      throw refused();
    }
    return new String(client.getChallenge().getValue(), StandardCharsets.US_ASCII);
  }

  /// What the library makes of an answer. It throws its own exceptions and those of its JSON
  /// reader; it does no I/O, so that each of them is about the answer.
  private static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException _) {
      throw refused();
    }
  }

  private static String bounded(String answer) {
    if (answer.length() > LONGEST_ANSWER) {
      throw refused();
    }
    return answer;
  }

  private static IdentityRefusal refused() {
    return new IdentityRefusal(
        Kind.INVALID, "the passkey could not be checked; begin again with a new challenge");
  }

  /// What checks passkeys. It is made when the first one is checked, since its library has hundreds
  /// of classes, which a start does without.
  private static final class WebAuthn {
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager MANAGER =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter CREDENTIALS =
        new AttestedCredentialDataConverter(CONVERTER);
  }
}
