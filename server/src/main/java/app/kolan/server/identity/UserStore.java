package app.kolan.server.identity;

import app.kolan.server.audit.AuditEntry;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The users with their roles and what they sign in with, durably. See
/// [app.kolan.server.store.Stores] for durability, threads and errors.
///
/// A change and its entry in the audit log are one transaction. A change of a user who is not there
/// throws [IdentityRefusal] and changes nothing.
public interface UserStore {
  /// A user to be added.
  ///
  /// @param passwordHash null as long as none was chosen
  record NewUser(
      EmailAddress email,
      String name,
      UserState state,
      boolean operator,
      Map<Long, Role> memberships,
      @Nullable String passwordHash,
      Instant createdAt) {
    public NewUser {
      memberships = Map.copyOf(memberships);
    }
  }

  /// What a user signs in with.
  ///
  /// @param passwordHash null for none
  /// @param totpSecret encrypted; null for none
  /// @param totpConfirmed whether a code of the secret was shown once, from when on one is asked
  ///   for
  record Credentials(
      @Nullable String passwordHash, @Nullable String totpSecret, boolean totpConfirmed) {}

  /// @throws IdentityRefusal when somebody has the e-mail address already
  User add(NewUser user, Function<User, AuditEntry> audit);

  Optional<User> find(long id);

  Optional<User> find(EmailAddress email);

  /// Users by identifier.
  ///
  /// @param business only the members of this business; null for all users
  /// @param after only those of greater identifiers; 0 for the beginning
  List<User> list(@Nullable Long business, long after, int limit);

  /// The users whom a query asks for.
  List<User> find(UserQuery query);

  /// How many operators may sign in.
  int operators();

  /// The same users, changed and removed only as long as an operator is left who may sign in. What
  /// would leave none throws [IdentityRefusal], also when two are changed at the same time.
  UserStore keepingOperator();

  /// Changes what stands in the record.
  ///
  /// @param revision that of the record from which the change was made
  /// @throws IdentityRefusal when there was another change since
  User update(
      long id, long revision, String name, UserState state, boolean operator, AuditEntry audit);

  /// Gives a user a role in a business in place of the one that he has, or takes it away.
  ///
  /// @param role null for none
  User setRole(long id, long business, @Nullable Role role, AuditEntry audit);

  /// Removes a user with all that belongs to him, his sessions too.
  void remove(long id, AuditEntry audit);

  Optional<Credentials> credentials(long id);

  /// Sets or voids the password; setting it makes an invited user an active one. His sessions end,
  /// and what he was given to sign in with or to choose a password by is void.
  ///
  /// @param hash null for none
  /// @param exceptSession this session of his goes on; null for none
  void setPassword(long id, @Nullable String hash, @Nullable Long exceptSession, AuditEntry audit);

  /// Takes all from a user that he signs in with: password, one-time codes, recovery codes,
  /// passkeys, and the tokens of links that were sent to him. Ends his sessions.
  ///
  /// @param hash of the password that he has from now on; null for none. Setting it makes an
  ///   invited user an active one
  void reset(long id, @Nullable String hash, AuditEntry audit);

  /// The telephone to which he has calls put through; empty for none.
  Optional<PhoneNumber> telephone(long id);

  /// Sets or removes it.
  void setTelephone(long id, @Nullable PhoneNumber telephone, AuditEntry audit);

  /// Replaces a hash by one of the same password.
  void rehash(long id, String before, String hash);

  /// Sets or removes the secret of one-time codes, unconfirmed; removes the recovery codes.
  ///
  /// @param secret encrypted; null for none
  void setTotp(long id, @Nullable String secret, AuditEntry audit);

  /// Confirms the secret of one-time codes, and replaces the recovery codes.
  ///
  /// @param step the step of the code that was shown, which is used up by that
  /// @param recoveryHashes of the new recovery codes
  void confirmTotp(long id, long step, List<String> recoveryHashes, AuditEntry audit);

  /// Replaces the recovery codes of a user who has confirmed one-time codes.
  ///
  /// @return false when he has not; then nothing is changed
  boolean replaceRecoveryCodes(long id, List<String> hashes, AuditEntry audit);

  /// Uses up a step of the one-time codes.
  ///
  /// @return false when it, or a later one, is used up already
  boolean useTotpStep(long id, long step);

  /// Uses up a recovery code; false when there is no such code.
  boolean useRecoveryCode(long id, String hash, AuditEntry audit);

  /// How many recovery codes are left.
  int recoveryCodes(long id);

  /// Notes that a user has signed in.
  void signedIn(long id, Instant at, AuditEntry audit);
}
