package app.kolan.server.identity.sql;

import app.kolan.server.identity.Role;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table of the roles of users in businesses.
final class MembershipTable {
  private MembershipTable() {}

  private record Membership(long user, long business, Role role) {}

  static Map<Long, Role> of(Handle handle, long user) {
    return of(handle, user, user).getOrDefault(user, Map.of());
  }

  /// The roles of the users from one identifier to another, by user and business.
  static Map<Long, Map<Long, Role>> of(Handle handle, long first, long last) {
    var memberships = new HashMap<Long, Map<Long, Role>>();
    handle
        .createQuery(
            """
            select user_id, business_id, role from memberships
            where user_id between :first and :last
            """)
        .bind("first", first)
        .bind("last", last)
        .map(
            (row, _) ->
                new Membership(
                    row.getLong("user_id"),
                    row.getLong("business_id"),
                    Role.valueOf(row.getString("role"))))
        .forEach(
            found ->
                memberships
                    .computeIfAbsent(found.user(), _ -> new HashMap<>())
                    .put(found.business(), found.role()));
    return memberships;
  }

  static void set(Handle handle, long user, long business, Role role) {
    handle
        .createUpdate(
            """
            insert into memberships (user_id, business_id, role) values (:user, :business, :role)
            on conflict (user_id, business_id) do update set role = excluded.role
            """)
        .bind("user", user)
        .bind("business", business)
        .bind("role", role.name())
        .execute();
  }

  static void remove(Handle handle, long user, long business) {
    handle
        .createUpdate("delete from memberships where user_id = :user and business_id = :business")
        .bind("user", user)
        .bind("business", business)
        .execute();
  }

  static void removeAll(Handle handle, long user) {
    handle
        .createUpdate("delete from memberships where user_id = :user")
        .bind("user", user)
        .execute();
  }
}
