package app.kolan.server.identity;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.UserStore.NewUser;
import app.kolan.server.settings.Secret;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The users: invited, changed and removed. Who may ask for that is decided before, by
/// [AccessPolicy]; every change has its entry in the audit log. Any thread may use this; it blocks
/// for the store, and for a hash where a password is set.
public final class Users {
  static final Duration INVITATION = Duration.ofDays(7);
  static final Duration RESET = Duration.ofHours(24);

  private final UserStore store;
  private final OneTimeTokens tokens;
  private final PasswordHasher hasher;
  private final Sessions sessions;
  private final InstantSource clock;

  public Users(
      UserStore store,
      OneTimeTokenStore tokens,
      PasswordHasher hasher,
      Sessions sessions,
      InstantSource clock) {
    this(store, new OneTimeTokens(tokens, clock), hasher, sessions, clock);
  }

  private Users(
      UserStore store,
      OneTimeTokens tokens,
      PasswordHasher hasher,
      Sessions sessions,
      InstantSource clock) {
    this.store = store;
    this.tokens = tokens;
    this.hasher = hasher;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// The same users, of whom an operator stays: see [UserStore#keepingOperator].
  Users keepingOperator() {
    return new Users(store.keepingOperator(), tokens, hasher, sessions, clock);
  }

  /// A token by which somebody chooses a password. It is known now and never again.
  public record Invitation(User user, Secret token, Instant expiresAt) {}

  public Optional<User> find(long id) {
    return store.find(id);
  }

  public Optional<User> find(EmailAddress email) {
    return store.find(email);
  }

  /// See [UserStore#list].
  public List<User> list(@Nullable Long business, long after, int limit) {
    return store.list(business, after, limit);
  }

  /// See [UserStore#find(UserQuery)].
  public List<User> find(UserQuery query) {
    return store.find(query);
  }

  /// How many operators may sign in.
  public int operators() {
    return store.operators();
  }

  /// Adds a user with a password.
  ///
  /// @param memberships his roles, by the identifiers of businesses
  /// @throws IdentityRefusal when a value cannot be used, or somebody has the address already
  public User add(
      EmailAddress email,
      String name,
      boolean operator,
      Map<Long, Role> memberships,
      String password,
      AuditActor by) {
    String hash = hasher.hash(PasswordRules.accepted(password, email));
    return add(email, name, UserState.ACTIVE, operator, memberships, hash, by);
  }

  /// Adds a user who chooses his password himself, within some days.
  ///
  /// @throws IdentityRefusal when a value cannot be used, or somebody has the address already
  public Invitation invite(
      EmailAddress email,
      String name,
      boolean operator,
      Map<Long, Role> memberships,
      AuditActor by) {
    return invitation(add(email, name, UserState.INVITED, operator, memberships, null, by));
  }

  private User add(
      EmailAddress email,
      String name,
      UserState state,
      boolean operator,
      Map<Long, Role> memberships,
      @Nullable String hash,
      AuditActor by) {
    if (memberships.containsValue(Role.OPERATOR)) {
      throw new IdentityRefusal(Kind.INVALID, "an operator is one for all businesses, not for one");
    }
    Instant now = clock.instant();
    var user = new NewUser(email, DisplayName.of(name), state, operator, memberships, hash, now);
    return store.add(user, added -> by.entry(now, "user.add", null, added.subject(), roles(added)));
  }

  /// Invites a user again, who has not chosen a password yet; the invitation before is void.
  ///
  /// @throws IdentityRefusal when there is no such user, or he has a password
  public Invitation inviteAgain(long id, AuditActor by) {
    User user = known(id);
    if (user.state() != UserState.INVITED) {
      throw new IdentityRefusal(
          Kind.CONFLICT, user.email() + " has accepted already; a reset gives a new password");
    }
    User same =
        store.update(
            id,
            user.revision(),
            user.name(),
            user.state(),
            user.operator(),
            entry("user.invite", user, by));
    return invitation(same);
  }

  private Invitation invitation(User user) {
    tokens.delete(user.id(), Purpose.INVITATION);
    OneTimeTokens.Made made = tokens.make(Purpose.INVITATION, user.id(), INVITATION);
    return new Invitation(user, made.text(), made.expiresAt());
  }

  /// Changes a user's name, whether he may sign in, and whether he is an operator.
  ///
  /// @param revision that of the user from whom the change was made
  /// @throws IdentityRefusal when there is no such user, or there was another change since
  public User update(
      long id, long revision, String name, boolean disabled, boolean operator, AuditActor by) {
    User before = known(id);
    UserState state = disabled ? UserState.DISABLED : enabled(before);
    String detail =
        AuditDetail.of(
            "email",
            before.email().value(),
            "state",
            state.name().toLowerCase(Locale.ROOT),
            "operator",
            Boolean.toString(operator));
    User after =
        store.update(
            id,
            revision,
            DisplayName.of(name),
            state,
            operator,
            by.entry(clock.instant(), "user.update", null, before.subject(), detail));
    sessions.changed(id);
    if (disabled) {
      sessions.endAll(id, null);
    }
    return after;
  }

  /// The state of a user who may sign in, once he has a password.
  private UserState enabled(User user) {
    if (user.state() != UserState.DISABLED) {
      return user.state();
    }
    boolean hasPassword =
        store.credentials(user.id()).filter(known -> known.passwordHash() != null).isPresent();
    return hasPassword ? UserState.ACTIVE : UserState.INVITED;
  }

  /// Gives a user a role in a business, in place of the one that he has there, or takes it away.
  ///
  /// @param role null for none
  /// @throws IdentityRefusal when there is no such user
  public User setRole(long id, long business, @Nullable Role role, AuditActor by) {
    if (role == Role.OPERATOR) {
      throw new IdentityRefusal(Kind.INVALID, "an operator is one for all businesses, not for one");
    }
    User before = known(id);
    String detail =
        AuditDetail.of("email", before.email().value(), "role", role == null ? "none" : word(role));
    User after =
        store.setRole(
            id,
            business,
            role,
            by.entry(clock.instant(), "user.role", business, before.subject(), detail));
    sessions.changed(id);
    return after;
  }

  /// The telephone to which somebody has calls put through that he takes over; empty for none.
  public Optional<PhoneNumber> telephone(long id) {
    return store.telephone(id);
  }

  /// Sets it, or removes it.
  ///
  /// @throws IdentityRefusal when there is no such user
  public void setTelephone(long id, @Nullable PhoneNumber telephone, AuditActor by) {
    String detail = AuditDetail.of("set", Boolean.toString(telephone != null));
    store.setTelephone(
        id,
        telephone,
        by.entry(clock.instant(), "user.telephone", null, known(id).subject(), detail));
  }

  /// Removes a user with all that belongs to him. What he did stays in the audit log.
  ///
  /// @throws IdentityRefusal when there is no such user
  public void remove(long id, AuditActor by) {
    User user = known(id);
    store.remove(id, entry("user.remove", user, by));
    sessions.changed(id);
  }

  /// Lets a user in again who has lost what he signs in with: makes a token by which he chooses a
  /// new password. All that he has is void at once, also what a stranger may have put there:
  /// password, one-time codes, recovery codes, passkeys, links, sessions.
  ///
  /// @throws IdentityRefusal when there is no such user
  public Invitation reset(long id, AuditActor by) {
    User user = known(id);
    store.reset(id, null, entry("user.reset", user, by));
    sessions.changed(id);
    return resetToken(known(id));
  }

  /// The same with a password in place of a token.
  ///
  /// @throws IdentityRefusal when there is no such user, or the password is not taken
  public User resetTo(long id, String password, AuditActor by) {
    User user = known(id);
    String hash = hasher.hash(PasswordRules.accepted(password, user.email()));
    store.reset(id, hash, entry("user.reset", user, by));
    sessions.changed(id);
    return known(id);
  }

  /// Makes a token by which a user may choose a new password; all stays as it is until he does.
  Invitation resetToken(User user) {
    tokens.delete(user.id(), Purpose.RESET);
    OneTimeTokens.Made made = tokens.make(Purpose.RESET, user.id(), RESET);
    return new Invitation(user, made.text(), made.expiresAt());
  }

  /// Sets a user's password, and ends his sessions. His second factors and passkeys stay, so that
  /// who can read his mail is not in by that alone.
  ///
  /// @throws IdentityRefusal when there is no such user, or the password is not taken
  public User setPassword(long id, String password, AuditActor by) {
    return setPassword(id, password, null, by);
  }

  /// @param exceptSession this session of his goes on; null for none
  User setPassword(long id, String password, @Nullable Long exceptSession, AuditActor by) {
    User user = known(id);
    String hash = hasher.hash(PasswordRules.accepted(password, user.email()));
    store.setPassword(id, hash, exceptSession, entry("user.password", user, by));
    sessions.changed(id);
    return known(id);
  }

  /// Removes a user's second factors: one-time codes, recovery codes.
  ///
  /// @throws IdentityRefusal when there is no such user
  public void removeSecondFactor(long id, AuditActor by) {
    User user = known(id);
    store.setTotp(id, null, entry("user.totp_remove", user, by));
    sessions.changed(id);
  }

  private User known(long id) {
    return store
        .find(id)
        .orElseThrow(() -> new IdentityRefusal(Kind.UNKNOWN, "there is no user " + id));
  }

  private AuditEntry entry(String action, User user, AuditActor by) {
    return by.entry(
        clock.instant(),
        action,
        null,
        user.subject(),
        AuditDetail.of("email", user.email().value()));
  }

  private static String roles(User user) {
    String roles =
        user.memberships().entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .map(membership -> membership.getKey() + ":" + word(membership.getValue()))
            .collect(Collectors.joining(","));
    return AuditDetail.of(
        "email", user.email().value(), "roles", user.operator() ? "operator" : roles);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
