package app.kolan.server.directory.sql;

import app.kolan.server.directory.DirectoryStore.NewVersion;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.directory.SettingsVersion.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of the versions of settings. Documents are encrypted.
final class VersionTable {
  private final SecretCipher cipher;

  VersionTable(SecretCipher cipher) {
    this.cipher = cipher;
  }

  long addDraft(Handle handle, long business, NewVersion draft, Instant at) {
    long newest = newest(handle, business);
    handle
        .createUpdate(
            """
            insert into settings_versions (business_id, version, state, document, author,
              keeps_operator_entries, note, created_at)
            values (:id, :version, :state, :document, :author, :keeps, :note, :at)
            """)
        .bind("id", business)
        .bind("version", newest + 1)
        .bind("state", State.DRAFT.name())
        .bind("document", cipher.encrypt(draft.document(), purpose(business, newest + 1)))
        .bind("author", draft.author())
        .bind("keeps", draft.keepsOperatorEntries())
        .bind("note", draft.note())
        .bind("at", at.toEpochMilli())
        .execute();
    return newest + 1;
  }

  /// The number of the newest version; 0 for none.
  long newest(Handle handle, long business) {
    return handle
        .createQuery(
            "select coalesce(max(version), 0) from settings_versions where business_id = :id")
        .bind("id", business)
        .mapTo(Long.class)
        .one();
  }

  Optional<SettingsVersion> find(Handle handle, long business, long version) {
    return handle
        .createQuery(
            "select * from settings_versions where business_id = :id and version = :version")
        .bind("id", business)
        .bind("version", version)
        .map(this::version)
        .findOne();
  }

  List<SettingsVersion> before(Handle handle, long business, long before, int limit) {
    return handle
        .createQuery(
            """
            select * from settings_versions where business_id = :id and version < :before
            order by version desc limit :limit
            """)
        .bind("id", business)
        .bind("before", before)
        .bind("limit", limit)
        .map(this::version)
        .list();
  }

  void publish(Handle handle, long business, long version, Instant at) {
    handle
        .createUpdate(
            """
            update settings_versions set state = 'ARCHIVED'
            where business_id = :id and state = 'PUBLISHED' and version <> :version
            """)
        .bind("id", business)
        .bind("version", version)
        .execute();
    handle
        .createUpdate(
            """
            update settings_versions set state = 'PUBLISHED', published_at = :at
            where business_id = :id and version = :version
            """)
        .bind("id", business)
        .bind("version", version)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  void archive(Handle handle, long business, long version) {
    handle
        .createUpdate(
            """
            update settings_versions set state = 'ARCHIVED'
            where business_id = :id and version = :version
            """)
        .bind("id", business)
        .bind("version", version)
        .execute();
  }

  private SettingsVersion version(ResultSet row, StatementContext context) throws SQLException {
    long business = row.getLong("business_id");
    long number = row.getLong("version");
    long published = row.getLong("published_at");
    boolean never = row.wasNull();
    return new SettingsVersion(
        business,
        number,
        State.valueOf(row.getString("state")),
        cipher.decrypt(row.getString("document"), purpose(business, number)),
        row.getString("author"),
        row.getBoolean("keeps_operator_entries"),
        row.getString("note"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        never ? null : Instant.ofEpochMilli(published));
  }

  private static String purpose(long business, long version) {
    return "settings_versions/%d/%d".formatted(business, version);
  }
}
