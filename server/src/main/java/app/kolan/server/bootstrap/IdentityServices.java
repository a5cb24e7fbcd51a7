package app.kolan.server.bootstrap;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Authenticator;
import app.kolan.server.identity.KeysAndSessions;
import app.kolan.server.identity.Passkeys;
import app.kolan.server.identity.PasswordChoice;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.PasswordHasher;
import app.kolan.server.identity.SecondFactors;
import app.kolan.server.identity.SecretSealer;
import app.kolan.server.identity.Sessions;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import app.kolan.server.identity.sql.SqlApiKeyStore;
import app.kolan.server.identity.sql.SqlOneTimeTokenStore;
import app.kolan.server.identity.sql.SqlPasskeyStore;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.InstantSource;

/// Who may do what, and what was done: the services over one database. The API and the commands use
/// the same.
///
/// @param hasher has threads, which end with this
public record IdentityServices(
    ApiKeys keys,
    Users users,
    Sessions sessions,
    Authenticator authenticator,
    SignIn signIn,
    PasswordChoice passwordChoice,
    SecondFactors secondFactors,
    Passkeys passkeys,
    AuditLog auditLog,
    AuditReader auditReader,
    PasswordHasher hasher)
    implements AutoCloseable {

  /// Opens them.
  ///
  /// @param database stays the caller's to close, after this
  /// @param sealer for the secrets of one-time codes
  /// @param cost of the hash of a password
  static IdentityServices open(
      SqlDatabase database, SecretSealer sealer, PasswordCost cost, InstantSource clock) {
    var userStore = new SqlUserStore(database);
    var tokens = new SqlOneTimeTokenStore(database);
    var hasher = new PasswordHasher(cost);
    var keys = new ApiKeys(new SqlApiKeyStore(database), clock);
    var sessions = new Sessions(new SqlSessionStore(database), clock);
    var users = new Users(userStore, tokens, hasher, sessions, clock);
    var factors = new SecondFactors(userStore, sealer, sessions, clock);
    var signIn = new SignIn(userStore, tokens, hasher, factors, sessions, clock);
    var audit = new SqlAuditLog(database);
    return new IdentityServices(
        keys,
        users,
        sessions,
        new KeysAndSessions(keys, sessions),
        signIn,
        new PasswordChoice(userStore, tokens, users, signIn, clock),
        factors,
        new Passkeys(new SqlPasskeyStore(database), userStore, tokens, signIn, sealer, clock),
        audit,
        audit,
        hasher);
  }

  @Override
  public void close() {
    hasher.close();
  }
}
