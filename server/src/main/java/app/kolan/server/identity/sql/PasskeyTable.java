package app.kolan.server.identity.sql;

import app.kolan.server.identity.Passkey;
import app.kolan.server.store.sql.ResultRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of passkeys.
final class PasskeyTable {
  private PasskeyTable() {}

  static boolean add(Handle handle, Passkey passkey) {
    return handle
            .createUpdate(
                """
                insert into passkeys (credential_id, user_id, name, credential, sign_count,
                  backup_eligible, created_at)
                values (:id, :user, :name, :credential, :count, :eligible, :at)
                on conflict (credential_id) do nothing
                """)
            .bind("id", passkey.credentialId())
            .bind("user", passkey.userId())
            .bind("name", passkey.name())
            .bind("credential", passkey.credential())
            .bind("count", passkey.signCount())
            .bind("eligible", passkey.backupEligible())
            .bind("at", passkey.createdAt().toEpochMilli())
            .execute()
        == 1;
  }

  static Optional<Passkey> find(Handle handle, String credentialId) {
    return handle
        .createQuery("select * from passkeys where credential_id = :id")
        .bind("id", credentialId)
        .map(PasskeyTable::passkey)
        .findOne();
  }

  static List<Passkey> list(Handle handle, long user) {
    return handle
        .createQuery(
            "select * from passkeys where user_id = :user order by created_at, credential_id")
        .bind("user", user)
        .map(PasskeyTable::passkey)
        .list();
  }

  static void used(Handle handle, String credentialId, long signCount, Instant at) {
    handle
        .createUpdate(
            "update passkeys set sign_count = :count, used_at = :at where credential_id = :id")
        .bind("id", credentialId)
        .bind("count", signCount)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  static boolean remove(Handle handle, long user, String credentialId) {
    return handle
            .createUpdate("delete from passkeys where user_id = :user and credential_id = :id")
            .bind("user", user)
            .bind("id", credentialId)
            .execute()
        == 1;
  }

  static void removeAll(Handle handle, long user) {
    handle.createUpdate("delete from passkeys where user_id = :user").bind("user", user).execute();
  }

  private static Passkey passkey(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Passkey(
        row.text("credential_id"),
        row.longNumber("user_id"),
        row.text("name"),
        row.text("credential"),
        row.longNumber("sign_count"),
        row.flag("backup_eligible"),
        row.instant("created_at"),
        row.instantOrNull("used_at"));
  }
}
