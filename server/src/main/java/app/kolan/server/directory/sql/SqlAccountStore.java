package app.kolan.server.directory.sql;

import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.TwilioAccount;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.sql.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The Twilio accounts in a database.
public final class SqlAccountStore implements AccountStore {
  private final SqlDatabase database;
  private final SecretCipher cipher;

  public SqlAccountStore(SqlDatabase database, SecretCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  @Override
  public List<TwilioAccount> accounts() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from twilio_accounts order by sid")
                .map((row, _) -> account(row))
                .list());
  }

  @Override
  public Optional<TwilioAccount> find(String sid) {
    return database.read(handle -> find(handle, sid));
  }

  private Optional<TwilioAccount> find(Handle handle, String sid) {
    return handle
        .createQuery("select * from twilio_accounts where sid = :sid")
        .bind("sid", sid)
        .map((row, _) -> account(row))
        .findOne();
  }

  @Override
  public TwilioAccount save(String sid, String name, List<Secret> authTokens, Instant at) {
    return database.write(
        handle -> {
          SqlDirectoryStore.touch(handle);
          return save(handle, sid, name, authTokens, at);
        });
  }

  @Override
  public Optional<TwilioAccount> change(String sid, UnaryOperator<TwilioAccount> change) {
    return database.write(
        handle -> {
          SqlDirectoryStore.touch(handle);
          return find(handle, sid)
              .map(change)
              .map(
                  changed ->
                      save(handle, sid, changed.name(), changed.authTokens(), changed.createdAt()));
        });
  }

  private TwilioAccount save(
      Handle handle, String sid, String name, List<Secret> authTokens, Instant at) {
    String tokens = authTokens.stream().map(Secret::value).collect(Collectors.joining(","));
    handle
        .createUpdate(
            """
            insert into twilio_accounts (sid, name, tokens, created_at, revision)
            values (:sid, :name, :tokens, :at, 1)
            on conflict (sid) do update set name = excluded.name, tokens = excluded.tokens,
              revision = twilio_accounts.revision + 1
            """)
        .bind("sid", sid)
        .bind("name", name)
        .bind("tokens", cipher.encrypt(tokens, purpose(sid)))
        .bind("at", at.toEpochMilli())
        .execute();
    return find(handle, sid).orElseThrow();
  }

  @Override
  public boolean remove(String sid) {
    return database.write(
        handle -> {
          SqlDirectoryStore.touch(handle);
          boolean used =
              handle
                  .createQuery(
                      "select count(*) from businesses where account_sid = :sid and state <> 'CLOSED'")
                  .bind("sid", sid)
                  .mapTo(Integer.class)
                  .map(count -> count > 0)
                  .one();
          if (used) {
            throw new DirectoryConflict(
                "businesses have numbers in the account %s; close or move them first"
                    .formatted(sid));
          }
          return handle
                  .createUpdate("delete from twilio_accounts where sid = :sid")
                  .bind("sid", sid)
                  .execute()
              > 0;
        });
  }

  private TwilioAccount account(ResultSet row) throws SQLException {
    String sid = row.getString("sid");
    List<Secret> tokens =
        Stream.of(cipher.decrypt(row.getString("tokens"), purpose(sid)).split(",", -1))
            .map(Secret::new)
            .toList();
    return new TwilioAccount(
        sid,
        row.getString("name"),
        tokens,
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getLong("revision"));
  }

  private static String purpose(String sid) {
    return "twilio_accounts/" + sid;
  }
}
