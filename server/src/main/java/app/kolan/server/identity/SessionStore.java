package app.kolan.server.identity;

import app.kolan.server.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions, durably. See [app.kolan.server.store.Stores] for durability, threads and errors.
public interface SessionStore {
  /// A session with its user as he is now.
  record Found(LoginSession session, User user) {}

  /// Adds a session, and deletes those that have expired.
  ///
  /// @param hash of its token
  LoginSession add(
      String hash,
      long user,
      Instant at,
      Instant expiresAt,
      @Nullable String address,
      @Nullable String userAgent);

  Optional<Found> find(String hash);

  /// A user's sessions, the newest first.
  List<LoginSession> list(long user);

  /// Notes that a session was used, and does not wait.
  void seen(long id, Instant at);

  /// Ends a session of a user; false when there is none.
  boolean delete(long user, long id, AuditEntry audit);

  /// Ends all sessions of a user.
  ///
  /// @param except but this one; null for none
  void deleteAll(long user, @Nullable Long except);
}
