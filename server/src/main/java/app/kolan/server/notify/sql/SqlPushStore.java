package app.kolan.server.notify.sql;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.sql.AuditTable;
import app.kolan.server.notify.push.PushStore;
import app.kolan.server.notify.push.PushSubscription;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.server.store.sql.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The tables of web push.
public final class SqlPushStore implements PushStore {
  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlPushStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Optional<String> keyPair() {
    return database.read(SqlPushStore::keyPair);
  }

  private static Optional<String> keyPair(Handle handle) {
    return handle
        .createQuery("select key_pair from push_keys where id = 1")
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public String addKeyPair(String encrypted, Instant at) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into push_keys (id, key_pair, created_at) values (1, :pair, :at)
                  on conflict (id) do nothing
                  """)
              .bind("pair", encrypted)
              .bind("at", at.toEpochMilli())
              .execute();
          return keyPair(handle).orElseThrow();
        });
  }

  @Override
  public void add(PushSubscription subscription, AuditEntry audit) {
    database.writeOnly(
        handle -> {
          handle
              .createUpdate(
                  """
                  delete from push_subscriptions
                  where business_id = :business and endpoint_hash = :hash
                  """)
              .bind("business", subscription.business())
              .bind("hash", subscription.endpointHash())
              .execute();
          handle
              .createUpdate(
                  """
                  insert into push_subscriptions (id, business_id, user_id, endpoint_hash, endpoint,
                    device, keeps_shabbat, created_at)
                  values (:id, :business, :user, :hash, :endpoint, :device, :shabbat, :at)
                  """)
              .bind("id", subscription.id())
              .bind("business", subscription.business())
              .bind("user", subscription.user())
              .bind("hash", subscription.endpointHash())
              .bind("endpoint", subscription.endpoint())
              .bind("device", subscription.device())
              .bind("shabbat", subscription.keepsShabbat())
              .bind("at", subscription.createdAt().toEpochMilli())
              .execute();
          AuditTable.append(handle, audit);
        });
  }

  @Override
  public Optional<PushSubscription> find(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from push_subscriptions where id = :id")
                .bind("id", id)
                .map(SqlPushStore::subscription)
                .findOne());
  }

  @Override
  public List<PushSubscription> ofBusiness(long business) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from push_subscriptions where business_id = :business
                    order by created_at, id
                    """)
                .bind("business", business)
                .map(SqlPushStore::subscription)
                .list());
  }

  @Override
  public List<PushSubscription> ofUser(long business, long user) {
    return ofBusiness(business).stream().filter(each -> each.user() == user).toList();
  }

  @Override
  public boolean remove(String id, long user, AuditEntry audit) {
    return database.write(
        handle -> {
          boolean removed =
              handle
                      .createUpdate(
                          "delete from push_subscriptions where id = :id and user_id = :user")
                      .bind("id", id)
                      .bind("user", user)
                      .execute()
                  == 1;
          if (removed) {
            AuditTable.append(handle, audit);
          }
          return removed;
        });
  }

  @Override
  public void forget(String id) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate("delete from push_subscriptions where id = :id")
                .bind("id", id)
                .execute());
  }

  private static PushSubscription subscription(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new PushSubscription(
        row.text("id"),
        row.longNumber("business_id"),
        row.longNumber("user_id"),
        row.text("endpoint_hash"),
        row.text("endpoint"),
        row.text("device"),
        row.flag("keeps_shabbat"),
        row.instant("created_at"));
  }
}
