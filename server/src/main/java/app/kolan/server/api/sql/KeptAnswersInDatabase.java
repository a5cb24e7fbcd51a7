package app.kolan.server.api.sql;

import app.kolan.server.api.Idempotency;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.privacy.KeptAnswers;
import app.kolan.server.store.sql.SqlDatabase;
import java.util.List;
import java.util.function.Predicate;

/// The answers in the table of idempotency keys, which are encrypted there.
public final class KeptAnswersInDatabase implements KeptAnswers {
  private static final int PAGE = 500;

  private final SqlDatabase database;
  private final SecretCipher cipher;

  public KeptAnswersInDatabase(SqlDatabase database, SecretCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  private record Kept(String actor, String key, String answer) {}

  @Override
  public int forget(Predicate<String> condition) {
    int forgotten = 0;
    Kept last = new Kept("", "", "");
    List<Kept> page;
    do {
      page = after(last);
      for (Kept kept : page) {
        if (isMeant(kept, condition)) {
          forgotten++;
          forget(kept);
        }
      }
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE);
    return forgotten;
  }

  private List<Kept> after(Kept last) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select actor, key, answer from idempotency_keys
                    where answer is not null and (actor > :actor or (actor = :actor and key > :key))
                    order by actor, key limit :limit
                    """)
                .bind("actor", last.actor())
                .bind("key", last.key())
                .bind("limit", PAGE)
                .map((row, _) -> new Kept(row.getString(1), row.getString(2), row.getString(3)))
                .list());
  }

  /// An answer that cannot be read any more is good for nothing.
  private boolean isMeant(Kept kept, Predicate<String> condition) {
    try {
      return condition.test(cipher.decrypt(kept.answer(), Idempotency.PURPOSE));
    } catch (UnreadableSecret _) {
      return true;
    }
  }

  private void forget(Kept kept) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    "update idempotency_keys set answer = null where actor = :actor and key = :key")
                .bind("actor", kept.actor())
                .bind("key", kept.key())
                .execute());
  }
}
