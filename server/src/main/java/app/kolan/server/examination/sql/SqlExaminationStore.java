package app.kolan.server.examination.sql;

import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.examination.ExaminationStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.util.Optional;

/// The table `examinations`, whose texts are encrypted. One that this key does not open is as good
/// as none: the next examination replaces it.
public final class SqlExaminationStore implements ExaminationStore {
  private final SqlDatabase database;
  private final SecretCipher cipher;

  public SqlExaminationStore(SqlDatabase database, SecretCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  @Override
  public void keep(long business, String kind, long run, String body) {
    String sealed = cipher.encrypt(body, purpose(business, kind));
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into examinations (business_id, kind, run, body)
                    values (:business, :kind, :run, :body)
                    on conflict (business_id, kind) do update
                      set run = excluded.run, body = excluded.body
                      where examinations.run <= excluded.run
                    """)
                .bind("business", business)
                .bind("kind", kind)
                .bind("run", run)
                .bind("body", sealed)
                .execute());
  }

  @Override
  public Optional<String> find(long business, String kind) {
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "select body from examinations where business_id = :business and kind = :kind")
                    .bind("business", business)
                    .bind("kind", kind)
                    .mapTo(String.class)
                    .findOne())
        .flatMap(body -> opened(body, purpose(business, kind)));
  }

  private Optional<String> opened(String body, String purpose) {
    try {
      return Optional.of(cipher.decrypt(body, purpose));
    } catch (UnreadableSecret _) {
      return Optional.empty();
    }
  }

  @Override
  public void remove(long business, String kind) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    "delete from examinations where business_id = :business and kind = :kind")
                .bind("business", business)
                .bind("kind", kind)
                .execute());
  }

  private static String purpose(long business, String kind) {
    return "examinations/%d/%s".formatted(business, kind);
  }
}
