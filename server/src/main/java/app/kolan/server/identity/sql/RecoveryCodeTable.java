package app.kolan.server.identity.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table of recovery codes, by their hashes.
final class RecoveryCodeTable {
  private RecoveryCodeTable() {}

  static void replace(Handle handle, long user, List<String> hashes) {
    handle
        .createUpdate("delete from recovery_codes where user_id = :user")
        .bind("user", user)
        .execute();
    for (String hash : hashes) {
      handle
          .createUpdate("insert into recovery_codes (user_id, hash) values (:user, :hash)")
          .bind("user", user)
          .bind("hash", hash)
          .execute();
    }
  }

  static boolean use(Handle handle, long user, String hash) {
    return handle
            .createUpdate("delete from recovery_codes where user_id = :user and hash = :hash")
            .bind("user", user)
            .bind("hash", hash)
            .execute()
        == 1;
  }

  static int count(Handle handle, long user) {
    return handle
        .createQuery("select count(*) from recovery_codes where user_id = :user")
        .bind("user", user)
        .mapTo(Integer.class)
        .one();
  }
}
