package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import app.kolan.server.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs people in, by a password and, where it is set up, a second factor.
///
/// Nothing tells whether an address belongs to anybody: an unknown one costs the same hash, gets
/// the same answer, and is slowed down alike. Any thread may use this but an event loop: it blocks
/// for the store and for a hash.
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private static final Duration SECOND_FACTOR = Duration.ofMinutes(5);

  /// Guesses of one account wait a minute at most, so that nobody can lock its owner out.
  private static final int FREE_OF_ACCOUNT = 5;

  private static final Duration LONGEST_OF_ACCOUNT = Duration.ofMinutes(1);
  private static final int FREE_OF_ADDRESS = 20;
  private static final Duration LONGEST_OF_ADDRESS = Duration.ofMinutes(15);

  private final UserStore store;
  private final OneTimeTokens tokens;
  private final PasswordHasher hasher;
  private final SecondFactors factors;
  private final Sessions sessions;
  private final InstantSource clock;
  private final GuessThrottle accounts;
  private final GuessThrottle codes;
  private final GuessThrottle addresses;

  public SignIn(
      UserStore store,
      OneTimeTokenStore tokens,
      PasswordHasher hasher,
      SecondFactors factors,
      Sessions sessions,
      InstantSource clock) {
    this.store = store;
    this.tokens = new OneTimeTokens(tokens, clock);
    this.hasher = hasher;
    this.factors = factors;
    this.sessions = sessions;
    this.clock = clock;
    accounts = new GuessThrottle(clock, FREE_OF_ACCOUNT, LONGEST_OF_ACCOUNT);
    codes = new GuessThrottle(clock, FREE_OF_ACCOUNT, LONGEST_OF_ADDRESS);
    addresses = new GuessThrottle(clock, FREE_OF_ADDRESS, LONGEST_OF_ADDRESS);
  }

  /// Whence somebody signs in.
  ///
  /// @param address the network address; null when it is not known
  /// @param userAgent the browser's own name for itself; null when it gave none
  public record Client(@Nullable String address, @Nullable String userAgent) {
    /// Under which guesses are counted: of IPv6 the network, which is one customer's.
    String network() {
      if (address == null) {
        return "";
      }
      String[] groups = address.split(":", -1);
      return groups.length < 4
          ? address
          : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
  }

  /// What came of it.
  public sealed interface Result {
    /// He is signed in.
    record SignedIn(Sessions.Begun session) implements Result {}

    /// The password is right, and [SignIn#secondFactor] asks for more.
    record SecondFactorNeeded(Secret token, Instant expiresAt) implements Result {}

    /// It is not right, whatever it is that is wrong.
    record Refused() implements Result {}

    /// Nothing was looked at.
    record TooManyAttempts(Duration retryAfter) implements Result {}
  }

  /// The first step: an e-mail address and a password.
  ///
  /// @throws IdentityRefusal of the kind `BUSY` when too many passwords are being checked
  public Result password(String email, String password, Client client) {
    String account = account(email);
    Duration wait = wait(accounts, account, client);
    if (wait.isPositive()) {
      return new Result.TooManyAttempts(wait);
    }
    User user = find(email).filter(found -> found.state() == UserState.ACTIVE).orElse(null);
    String hash =
        store
            .credentials(user == null ? 0 : user.id())
            .map(UserStore.Credentials::passwordHash)
            .orElse(null);
    boolean right = hasher.matches(password.length() > PasswordRules.LONGEST ? "" : password, hash);
    if (user == null || !right) {
      return new Result.Refused();
    }
    accounts.succeeded(account);
    addresses.takeBack(client.network());
    renewHash(user, password, hash);
    if (user.secondFactor()) {
      OneTimeTokens.Made made = tokens.make(Purpose.SECOND_FACTOR, user.id(), SECOND_FACTOR);
      return new Result.SecondFactorNeeded(made.text(), made.expiresAt());
    }
    return new Result.SignedIn(begin(user, "password", client));
  }

  /// What a password is that somebody gives who has signed in.
  ///
  /// @param right whether it is his
  /// @param retryAfter how long to wait before one is looked at; zero when this one was
  record PasswordCheck(boolean right, Duration retryAfter) {}

  /// Checks the password of somebody who has signed in. Guesses count as those of signing in do, so
  /// that a session that was left open does not help to find it.
  PasswordCheck check(User user, String password, Client client) {
    String account = account(user.email().value());
    Duration wait = wait(accounts, account, client);
    if (wait.isPositive()) {
      return new PasswordCheck(false, wait);
    }
    String hash =
        store.credentials(user.id()).map(UserStore.Credentials::passwordHash).orElse(null);
    boolean right = hasher.matches(password.length() > PasswordRules.LONGEST ? "" : password, hash);
    if (right) {
      accounts.succeeded(account);
      addresses.takeBack(client.network());
    }
    return new PasswordCheck(right, Duration.ZERO);
  }

  /// Hashes a password anew that was hashed by other parameters. It is known now and never else,
  /// and nobody waits for that when the hasher is busy: there is a next time.
  private void renewHash(User user, String password, @Nullable String hash) {
    if (hash != null && hasher.isOutdated(hash)) {
      try {
        store.rehash(user.id(), hash, hasher.hash(PasswordRules.normalized(password)));
      } catch (IdentityRefusal busy) {
        LOG.atDebug().addKeyValue("why", busy.getMessage()).log("a password was not hashed anew");
      }
    }
  }

  /// The second step: a one-time code, or a recovery code.
  ///
  /// @param token of the first step
  public Result secondFactor(String token, String code, Client client) {
    Optional<User> user =
        tokens
            .look(token, Purpose.SECOND_FACTOR)
            .map(Taken::user)
            .flatMap(store::find)
            .filter(found -> found.state() == UserState.ACTIVE);
    String account = user.map(User::subject).orElse("");
    Duration wait = wait(codes, account, client);
    if (wait.isPositive()) {
      return new Result.TooManyAttempts(wait);
    }
    if (user.isEmpty()
        || !factors.accepts(user.get(), code, actor(user.get(), client))
        || tokens.take(token, Purpose.SECOND_FACTOR).isEmpty()) {
      return new Result.Refused();
    }
    codes.succeeded(account);
    addresses.takeBack(client.network());
    return new Result.SignedIn(begin(user.get(), "second_factor", client));
  }

  /// Begins a session of somebody who has shown who he is in another way.
  Sessions.Begun begin(User user, String how, Client client) {
    Instant now = clock.instant();
    store.signedIn(
        user.id(),
        now,
        actor(user, client)
            .entry(now, "session.begin", null, user.subject(), AuditDetail.of("by", how)));
    return sessions.begin(user, client.address(), client.userAgent());
  }

  /// Ends the session of a token.
  public void signOut(String token, AuditActor by) {
    sessions
        .find(token)
        .ifPresent(found -> sessions.end(found.user().id(), found.session().id(), by));
  }

  private Duration wait(GuessThrottle throttle, String account, Client client) {
    Duration ofAddress = addresses.attempt(client.network());
    return ofAddress.isPositive() ? ofAddress : throttle.attempt(account);
  }

  private Optional<User> find(String email) {
    try {
      return store.find(EmailAddress.of(email));
    } catch (IdentityRefusal _) {
      return Optional.empty();
    }
  }

  /// The address as guesses are counted under, whether it is one or not.
  private static String account(String email) {
    String account = email.strip().toLowerCase(Locale.ROOT);
    return account.length() > 254 ? RandomText.hash(account) : account;
  }

  private static AuditActor actor(User user, Client client) {
    return new AuditActor(user.subject(), client.address());
  }
}
