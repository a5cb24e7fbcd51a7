package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.UserStore.Credentials;
import app.kolan.server.settings.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What a user shows besides his password: one-time codes of an app, and recovery codes for the day
/// on which the app is lost. Any thread may use this; it blocks for the store.
public final class SecondFactors {
  private static final int RECOVERY_CODES = 10;

  /// 80 random bits: too many to try, even by who has the hashes.
  private static final int RECOVERY_LETTERS = 16;

  private final UserStore store;
  private final SecretSealer sealer;
  private final Sessions sessions;
  private final InstantSource clock;

  public SecondFactors(
      UserStore store, SecretSealer sealer, Sessions sessions, InstantSource clock) {
    this.store = store;
    this.sealer = sealer;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// What an authenticator app is set up with.
  ///
  /// @param secret to be typed
  /// @param uri the same for a QR code, `otpauth://…`
  public record Enrolment(Secret secret, Secret uri) {}

  /// Begins with one-time codes. Nothing is asked of the user until [#confirm]; beginning again
  /// voids the secret before. Codes that he has already stay until then.
  ///
  /// @throws IdentityRefusal when there is no such user, or he has confirmed codes already
  public Enrolment begin(long id, AuditActor by) {
    User user = known(id);
    if (user.secondFactor()) {
      throw new IdentityRefusal(
          Kind.CONFLICT, "one-time codes are set up already; remove them first");
    }
    byte[] secret = Totp.newSecret();
    String sealed = sealer.seal(Base64.getEncoder().encodeToString(secret), purpose(id));
    store.setTotp(id, sealed, entry("user.totp_begin", user, by));
    String text = Totp.base32(secret);
    String account = URLEncoder.encode(user.email().value(), StandardCharsets.UTF_8);
    return new Enrolment(
        new Secret(text),
        new Secret("otpauth://totp/Kolan:%s?secret=%s&issuer=Kolan".formatted(account, text)));
  }

  /// Confirms that the app makes the right codes: from now on one is asked for.
  ///
  /// @return the recovery codes, which are known now and never again
  /// @throws IdentityRefusal when nothing was begun, or the code is not right
  public List<Secret> confirm(long id, String code, AuditActor by) {
    User user = known(id);
    OptionalLong step =
        store.credentials(id).map(known -> step(id, known, code)).orElse(OptionalLong.empty());
    if (user.secondFactor() || step.isEmpty()) {
      throw new IdentityRefusal(
          Kind.INVALID, "the code is not right; the clock of the telephone may be wrong");
    }
    List<String> codes = newRecoveryCodes();
    store.confirmTotp(id, step.getAsLong(), hashes(codes), entry("user.totp_confirm", user, by));
    sessions.changed(id);
    return shown(codes);
  }

  /// Replaces the recovery codes; those before are void.
  ///
  /// @return the codes, which are known now and never again
  /// @throws IdentityRefusal when there is no such user, or he has no one-time codes
  public List<Secret> renewRecoveryCodes(long id, AuditActor by) {
    User user = known(id);
    List<String> codes = newRecoveryCodes();
    if (!store.replaceRecoveryCodes(id, hashes(codes), entry("user.recovery_codes", user, by))) {
      throw new IdentityRefusal(
          Kind.CONFLICT, "recovery codes stand in for one-time codes; set those up first");
    }
    return shown(codes);
  }

  private static List<String> newRecoveryCodes() {
    return Stream.generate(() -> RandomText.typed(RECOVERY_LETTERS)).limit(RECOVERY_CODES).toList();
  }

  private static List<String> hashes(List<String> codes) {
    return codes.stream().map(RandomText::hash).toList();
  }

  private static List<Secret> shown(List<String> codes) {
    return codes.stream().map(letters -> new Secret(grouped(letters))).toList();
  }

  /// How many recovery codes are left.
  public int recoveryCodes(long id) {
    return store.recoveryCodes(id);
  }

  /// Whether this is a code of the user's: a one-time code or a recovery code. It is used up by
  /// that.
  boolean accepts(User user, String typed, AuditActor by) {
    String code = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    if (code.length() == Totp.DIGITS) {
      OptionalLong step =
          store
              .credentials(user.id())
              .filter(Credentials::totpConfirmed)
              .map(known -> step(user.id(), known, code))
              .orElse(OptionalLong.empty());
      return step.isPresent() && store.useTotpStep(user.id(), step.getAsLong());
    }
    return code.length() == RECOVERY_LETTERS
        && store.useRecoveryCode(
            user.id(), RandomText.hash(code), entry("user.recovery_code", user, by));
  }

  private OptionalLong step(long id, Credentials credentials, String code) {
    String sealed = credentials.totpSecret();
    if (sealed == null) {
      return OptionalLong.empty();
    }
    byte[] secret = Base64.getDecoder().decode(sealer.open(sealed, purpose(id)));
    return Totp.stepOf(secret, code.replaceAll("\\s", ""), clock.instant());
  }

  private static String purpose(long id) {
    return "users/%d/totp".formatted(id);
  }

  private User known(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "there is no user " + id));
  }

  private AuditEntry entry(String action, User user, AuditActor by) {
    Instant now = clock.instant();
    return by.entry(
        now, action, null, user.subject(), AuditDetail.of("email", user.email().value()));
  }

  private static String grouped(String letters) {
    return letters.replaceAll("(.{4})(?=.)", "$1-");
  }
}
