package app.kolan.server.directory.sql;

import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.ManagedBy;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables of businesses and of their numbers. A closed business has no numbers.
final class BusinessTable {
  private BusinessTable() {}

  static List<BusinessRecord> all(Handle handle) {
    Map<Long, List<PhoneNumber>> numbers = numbers(handle);
    return handle
        .createQuery("select * from businesses order by slug")
        .map((row, _) -> business(row, numbers.getOrDefault(row.getLong("id"), List.of())))
        .list();
  }

  static Optional<BusinessRecord> find(Handle handle, long id) {
    return handle
        .createQuery("select * from businesses where id = :id")
        .bind("id", id)
        .map((row, _) -> business(row, numbersOf(handle, row.getLong("id"))))
        .findOne();
  }

  static Optional<BusinessRecord> find(Handle handle, String slug) {
    return handle
        .createQuery("select * from businesses where slug = :slug")
        .bind("slug", slug)
        .map((row, _) -> business(row, numbersOf(handle, row.getLong("id"))))
        .findOne();
  }

  /// Adds a business under a fresh identifier.
  ///
  /// @param first the least identifier
  static long add(
      Handle handle,
      long first,
      String slug,
      String name,
      ManagedBy managedBy,
      @Nullable String accountSid,
      Instant at) {
    long newest =
        handle.createQuery("select coalesce(max(id), 0) from businesses").mapTo(Long.class).one();
    long id = Math.max(first, newest + 1);
    handle
        .createUpdate(
            """
            insert into businesses (id, slug, name, state, managed_by, account_sid, created_at,
              revision)
            values (:id, :slug, :name, :state, :managedBy, :account, :at, 1)
            """)
        .bind("id", id)
        .bind("slug", slug)
        .bind("name", name)
        .bind("state", BusinessState.ACTIVE.name())
        .bind("managedBy", managedBy.name())
        .bind("account", accountSid)
        .bind("at", at.toEpochMilli())
        .execute();
    return id;
  }

  static void update(
      Handle handle, long id, String name, BusinessState state, @Nullable String accountSid) {
    handle
        .createUpdate(
            """
            update businesses set name = :name, state = :state, account_sid = :account,
              revision = revision + 1
            where id = :id
            """)
        .bind("id", id)
        .bind("name", name)
        .bind("state", state.name())
        .bind("account", accountSid)
        .execute();
  }

  static void setPublished(Handle handle, long id, long version) {
    handle
        .createUpdate(
            """
            update businesses set published_version = :version, revision = revision + 1
            where id = :id
            """)
        .bind("id", id)
        .bind("version", version)
        .execute();
  }

  /// Whose a number is; empty when it is nobody's.
  static Optional<String> slugOf(Handle handle, PhoneNumber number) {
    return handle
        .createQuery(
            """
            select slug from business_numbers
            join businesses on businesses.id = business_numbers.business_id
            where number = :number
            """)
        .bind("number", number.value())
        .mapTo(String.class)
        .findOne();
  }

  static void setNumbers(Handle handle, long id, List<PhoneNumber> numbers) {
    handle
        .createUpdate("delete from business_numbers where business_id = :id")
        .bind("id", id)
        .execute();
    for (PhoneNumber number : numbers) {
      handle
          .createUpdate("insert into business_numbers (number, business_id) values (:number, :id)")
          .bind("number", number.value())
          .bind("id", id)
          .execute();
    }
  }

  private static Map<Long, List<PhoneNumber>> numbers(Handle handle) {
    var numbers = new HashMap<Long, List<PhoneNumber>>();
    handle
        .createQuery("select business_id, number from business_numbers order by number")
        .map(
            (row, _) ->
                numbers
                    .computeIfAbsent(row.getLong("business_id"), _ -> new ArrayList<>())
                    .add(new PhoneNumber(row.getString("number"))))
        .list();
    return numbers;
  }

  private static List<PhoneNumber> numbersOf(Handle handle, long business) {
    return handle
        .createQuery("select number from business_numbers where business_id = :id order by number")
        .bind("id", business)
        .map((row, _) -> new PhoneNumber(row.getString("number")))
        .list();
  }

  private static BusinessRecord business(ResultSet row, List<PhoneNumber> numbers)
      throws SQLException {
    long published = row.getLong("published_version");
    return new BusinessRecord(
        row.getLong("id"),
        row.getString("slug"),
        row.getString("name"),
        BusinessState.valueOf(row.getString("state")),
        ManagedBy.valueOf(row.getString("managed_by")),
        row.getString("account_sid"),
        numbers,
        published == 0 ? null : published,
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getLong("revision"));
  }
}
