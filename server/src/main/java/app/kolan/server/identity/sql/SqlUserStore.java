package app.kolan.server.identity.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserQuery;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.UserStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The users.
public final class SqlUserStore implements UserStore {
  private final SqlDatabase database;
  private final boolean keepsOperator;

  public SqlUserStore(SqlDatabase database) {
    this(database, false);
  }

  private SqlUserStore(SqlDatabase database, boolean keepsOperator) {
    this.database = database;
    this.keepsOperator = keepsOperator;
  }

  @Override
  public UserStore keepingOperator() {
    return new SqlUserStore(database, true);
  }

  @Override
  public User add(NewUser user, Function<User, AuditEntry> audit) {
    return database.write(
        handle -> {
          long id =
              UserTable.add(handle, user)
                  .orElseThrow(
                      () ->
                          new IdentityRefusal(
                              Kind.CONFLICT, "there is a user " + user.email() + " already"));
          user.memberships()
              .forEach((business, role) -> MembershipTable.set(handle, id, business, role));
          User added = known(handle, id);
          AuditTable.append(handle, audit.apply(added));
          return added;
        });
  }

  @Override
  public Optional<User> find(long id) {
    return database.read(handle -> UserTable.find(handle, id));
  }

  @Override
  public Optional<User> find(EmailAddress email) {
    return database.read(handle -> UserTable.find(handle, email));
  }

  @Override
  public List<User> list(@Nullable Long business, long after, int limit) {
    return database.read(handle -> UserTable.list(handle, business, after, limit));
  }

  @Override
  public List<User> find(UserQuery query) {
    return database.read(handle -> UserTable.find(handle, query));
  }

  @Override
  public int operators() {
    return database.read(UserTable::operators);
  }

  @Override
  public User update(
      long id, long revision, String name, UserState state, boolean operator, AuditEntry audit) {
    return database.write(
        handle -> {
          User before = known(handle, id);
          if (!UserTable.update(handle, id, revision, name, state, operator)) {
            throw new IdentityRefusal(
                Kind.CONFLICT,
                "%s was changed meanwhile; look again and repeat it".formatted(before.email()));
          }
          AuditTable.append(handle, audit);
          requireOperator(handle, before);
          return known(handle, id);
        });
  }

  @Override
  public User setRole(long id, long business, @Nullable Role role, AuditEntry audit) {
    return database.write(
        handle -> {
          if (!UserTable.touch(handle, id)) {
            throw unknown(id);
          }
          if (role == null) {
            MembershipTable.remove(handle, id, business);
          } else {
            MembershipTable.set(handle, id, business, role);
          }
          AuditTable.append(handle, audit);
          return known(handle, id);
        });
  }

  @Override
  public void remove(long id, AuditEntry audit) {
    database.writeOnly(
        handle -> {
          User before = known(handle, id);
          MembershipTable.removeAll(handle, id);
          RecoveryCodeTable.replace(handle, id, List.of());
          OneTimeTokenTable.deleteAll(handle, id);
          SessionTable.deleteAll(handle, id, null);
          PasskeyTable.removeAll(handle, id);
          if (!UserTable.remove(handle, id)) {
            throw unknown(id);
          }
          AuditTable.append(handle, audit);
          requireOperator(handle, before);
        });
  }

  /// Asked behind the entry in the audit log, which orders those who write at the same time: two
  /// operators who remove each other are not both gone.
  private void requireOperator(Handle handle, User before) {
    if (keepsOperator
        && before.operator()
        && before.state() == UserState.ACTIVE
        && UserTable.operators(handle) == 0) {
      throw new IdentityRefusal(
          Kind.CONFLICT,
          "%s is the last operator who may sign in; add another one first"
              .formatted(before.email()));
    }
  }

  @Override
  public Optional<Credentials> credentials(long id) {
    return database.read(handle -> UserTable.credentials(handle, id));
  }

  @Override
  public void setPassword(
      long id, @Nullable String hash, @Nullable Long exceptSession, AuditEntry audit) {
    change(
        id,
        audit,
        handle -> {
          OneTimeTokenTable.deleteAll(handle, id);
          SessionTable.deleteAll(handle, id, exceptSession);
          return UserTable.setPassword(handle, id, hash);
        });
  }

  @Override
  public void reset(long id, @Nullable String hash, AuditEntry audit) {
    change(
        id,
        audit,
        handle -> {
          RecoveryCodeTable.replace(handle, id, List.of());
          OneTimeTokenTable.deleteAll(handle, id);
          SessionTable.deleteAll(handle, id, null);
          PasskeyTable.removeAll(handle, id);
          return UserTable.setTotp(handle, id, null) && UserTable.setPassword(handle, id, hash);
        });
  }

  @Override
  public Optional<PhoneNumber> telephone(long id) {
    return database.read(handle -> UserTable.telephone(handle, id));
  }

  @Override
  public void setTelephone(long id, @Nullable PhoneNumber telephone, AuditEntry audit) {
    change(id, audit, handle -> UserTable.setTelephone(handle, id, telephone));
  }

  @Override
  public void rehash(long id, String before, String hash) {
    database.writeUnawaited(handle -> UserTable.rehash(handle, id, before, hash));
  }

  @Override
  public void setTotp(long id, @Nullable String secret, AuditEntry audit) {
    change(
        id,
        audit,
        handle -> {
          RecoveryCodeTable.replace(handle, id, List.of());
          return UserTable.setTotp(handle, id, secret);
        });
  }

  @Override
  public void confirmTotp(long id, long step, List<String> recoveryHashes, AuditEntry audit) {
    change(
        id,
        audit,
        handle -> {
          RecoveryCodeTable.replace(handle, id, recoveryHashes);
          return UserTable.confirmTotp(handle, id, step);
        });
  }

  @Override
  public boolean replaceRecoveryCodes(long id, List<String> hashes, AuditEntry audit) {
    return database.write(
        handle -> {
          boolean confirmed =
              UserTable.credentials(handle, id).filter(Credentials::totpConfirmed).isPresent();
          if (confirmed) {
            RecoveryCodeTable.replace(handle, id, hashes);
            AuditTable.append(handle, audit);
          }
          return confirmed;
        });
  }

  @Override
  public boolean useTotpStep(long id, long step) {
    return database.write(handle -> UserTable.useTotpStep(handle, id, step));
  }

  @Override
  public boolean useRecoveryCode(long id, String hash, AuditEntry audit) {
    return database.write(
        handle -> {
          boolean used = RecoveryCodeTable.use(handle, id, hash);
          if (used) {
            AuditTable.append(handle, audit);
          }
          return used;
        });
  }

  @Override
  public int recoveryCodes(long id) {
    return database.read(handle -> RecoveryCodeTable.count(handle, id));
  }

  @Override
  public void signedIn(long id, Instant at, AuditEntry audit) {
    database.writeOnly(
        handle -> {
          UserTable.signedIn(handle, id, at);
          AuditTable.append(handle, audit);
        });
  }

  private void change(long id, AuditEntry audit, Predicate<Handle> change) {
    database.writeOnly(
        handle -> {
          if (!change.test(handle)) {
            throw unknown(id);
          }
          AuditTable.append(handle, audit);
        });
  }

  private static User known(Handle handle, long id) {
    return UserTable.find(handle, id).orElseThrow(() -> unknown(id));
  }

  private static IdentityRefusal unknown(long id) {
    return new IdentityRefusal(Kind.UNKNOWN, "there is no user " + id);
  }
}
