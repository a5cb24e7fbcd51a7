package app.kolan.server.identity.sql;

import app.kolan.server.identity.LoginSession;
import app.kolan.server.identity.SessionStore.Found;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of sessions, by the hashes of their tokens.
final class SessionTable {
  private SessionTable() {}

  static LoginSession add(
      Handle handle,
      String hash,
      long user,
      Instant at,
      Instant expiresAt,
      @Nullable String address,
      @Nullable String userAgent) {
    handle
        .createUpdate("delete from sessions where expires_at <= :at")
        .bind("at", at.toEpochMilli())
        .execute();
    return handle
        .createQuery(
            """
            insert into sessions (id, hash, user_id, created_at, expires_at, seen_at, address,
              user_agent)
            values (:id, :hash, :user, :at, :expires, :at, :address, :agent)
            returning *
            """)
        .bind("id", Identifiers.next(handle, "session"))
        .bind("hash", hash)
        .bind("user", user)
        .bind("at", at.toEpochMilli())
        .bind("expires", expiresAt.toEpochMilli())
        .bind("address", address)
        .bind("agent", userAgent)
        .map(SessionTable::session)
        .one();
  }

  static Optional<Found> find(Handle handle, String hash) {
    return handle
        .createQuery("select * from sessions where hash = :hash")
        .bind("hash", hash)
        .map(SessionTable::session)
        .findOne()
        .flatMap(
            session ->
                UserTable.find(handle, session.userId()).map(user -> new Found(session, user)));
  }

  static List<LoginSession> list(Handle handle, long user) {
    return handle
        .createQuery("select * from sessions where user_id = :user order by id desc")
        .bind("user", user)
        .map(SessionTable::session)
        .list();
  }

  static void seen(Handle handle, long id, Instant at) {
    handle
        .createUpdate("update sessions set seen_at = :at where id = :id and seen_at < :at")
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static boolean delete(Handle handle, long user, long id) {
    return handle
            .createUpdate("delete from sessions where user_id = :user and id = :id")
            .bind("user", user)
            .bind("id", id)
            .execute()
        == 1;
  }

  static void deleteAll(Handle handle, long user, @Nullable Long except) {
    handle
        .createUpdate("delete from sessions where user_id = :user and id <> :except")
        .bind("user", user)
        .bind("except", except == null ? 0 : except)
        .execute();
  }

  private static LoginSession session(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new LoginSession(
        row.longNumber("id"),
        row.longNumber("user_id"),
        row.instant("created_at"),
        row.instant("expires_at"),
        row.instant("seen_at"),
        row.textOrNull("address"),
        row.textOrNull("user_agent"));
  }
}
