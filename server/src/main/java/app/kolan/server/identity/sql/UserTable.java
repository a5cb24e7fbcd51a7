package app.kolan.server.identity.sql;

import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.identity.UserQuery;
import app.kolan.server.identity.UserState;
import app.kolan.server.identity.UserStore.Credentials;
import app.kolan.server.identity.UserStore.NewUser;
import app.kolan.server.store.sql.ResultRow;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of users.
final class UserTable {
  private UserTable() {}

  /// Adds a user without memberships; empty when somebody has the address already.
  static Optional<Long> add(Handle handle, NewUser user) {
    return handle
        .createQuery(
            """
            insert into users (id, email, name, state, operator, password, totp_confirmed,
              totp_step, created_at, revision)
            values (:id, :email, :name, :state, :operator, :password, false, 0, :at, 1)
            on conflict (email) do nothing
            returning id
            """)
        .bind("id", Identifiers.next(handle, "user"))
        .bind("email", user.email().value())
        .bind("name", user.name())
        .bind("state", user.state().name())
        .bind("operator", user.operator())
        .bind("password", user.passwordHash())
        .bind("at", user.createdAt().toEpochMilli())
        .mapTo(Long.class)
        .findOne();
  }

  static Optional<User> find(Handle handle, long id) {
    return handle
        .createQuery("select * from users where id = :id")
        .bind("id", id)
        .map((columns, _) -> user(columns, MembershipTable.of(handle, id)))
        .findOne();
  }

  static Optional<User> find(Handle handle, EmailAddress email) {
    return handle
        .createQuery("select id from users where email = :email")
        .bind("email", email.value())
        .mapTo(Long.class)
        .findOne()
        .flatMap(id -> find(handle, id));
  }

  static List<User> list(Handle handle, @Nullable Long business, long after, int limit) {
    String condition =
        business == null
            ? ""
            : "id in (select user_id from memberships where business_id = :business) and ";
    var query =
        handle.createQuery(
            "select * from users where %sid > :after order by id limit :limit"
                .formatted(condition));
    if (business != null) {
      query.bind("business", business);
    }
    return list(handle, query.bind("after", after).bind("limit", limit));
  }

  static List<User> find(Handle handle, UserQuery query) {
    var conditions = new ArrayList<>(List.of("id > :after"));
    UserQuery.Kind kind = query.kind();
    if (kind != null) {
      conditions.add(
          switch (kind) {
            case OPERATOR -> "operator = true";
            case NEVER_SIGNED_IN -> "signed_in_at is null";
            case DISABLED -> "state = 'DISABLED'";
          });
    }
    String words = query.words();
    if (!words.isEmpty()) {
      // SQLite knows no small letters but those of ASCII.
      conditions.add(
          "(lower(email || ' ' || name) like :lower escape '!' or name like :words escape '!')");
    }
    Query statement =
        handle.createQuery(
            "select * from users where %s order by id limit :limit"
                .formatted(String.join(" and ", conditions)));
    if (!words.isEmpty()) {
      statement.bind("words", containing(words));
      statement.bind("lower", containing(words.toLowerCase(Locale.ROOT)));
    }
    return list(handle, statement.bind("after", query.after()).bind("limit", query.limit()));
  }

  private static String containing(String words) {
    return "%" + words.replaceAll("[!%_]", "!$0") + "%";
  }

  static int operators(Handle handle) {
    return handle
        .createQuery("select count(*) from users where operator = true and state = 'ACTIVE'")
        .mapTo(Integer.class)
        .one();
  }

  private static List<User> list(Handle handle, Query query) {
    List<User> users = query.map((columns, _) -> user(columns, Map.of())).list();
    if (users.isEmpty()) {
      return users;
    }
    Map<Long, Map<Long, Role>> memberships =
        MembershipTable.of(handle, users.getFirst().id(), users.getLast().id());
    return users.stream()
        .map(user -> with(user, memberships.getOrDefault(user.id(), Map.of())))
        .toList();
  }

  /// Changes a user as he was at a revision; false when there was another change since.
  static boolean update(
      Handle handle, long id, long revision, String name, UserState state, boolean operator) {
    return handle
            .createUpdate(
                """
                update users set name = :name, state = :state, operator = :operator,
                  revision = revision + 1
                where id = :id and revision = :revision
                """)
            .bind("id", id)
            .bind("revision", revision)
            .bind("name", name)
            .bind("state", state.name())
            .bind("operator", operator)
            .execute()
        == 1;
  }

  /// Makes the revision grow; false when there is no such user.
  static boolean touch(Handle handle, long id) {
    return handle
            .createUpdate("update users set revision = revision + 1 where id = :id")
            .bind("id", id)
            .execute()
        == 1;
  }

  static Optional<PhoneNumber> telephone(Handle handle, long id) {
    return handle
        .createQuery("select telephone from users where id = :id and telephone is not null")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .map(PhoneNumber::new);
  }

  static boolean setTelephone(Handle handle, long id, @Nullable PhoneNumber telephone) {
    return handle
            .createUpdate("update users set telephone = :telephone where id = :id")
            .bind("id", id)
            .bind("telephone", ResultRow.text(telephone))
            .execute()
        == 1;
  }

  static boolean remove(Handle handle, long id) {
    return handle.createUpdate("delete from users where id = :id").bind("id", id).execute() == 1;
  }

  static Optional<Credentials> credentials(Handle handle, long id) {
    return handle
        .createQuery("select password, totp_secret, totp_confirmed from users where id = :id")
        .bind("id", id)
        .map(UserTable::credentials)
        .findOne();
  }

  private static Credentials credentials(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new Credentials(
        row.textOrNull("password"), row.textOrNull("totp_secret"), row.flag("totp_confirmed"));
  }

  static boolean setPassword(Handle handle, long id, @Nullable String hash) {
    return handle
            .createUpdate(
                """
                update users set password = :hash, revision = revision + 1,
                  state = case when state = 'INVITED' and :chosen then 'ACTIVE' else state end
                where id = :id
                """)
            .bind("id", id)
            .bind("hash", hash)
            .bind("chosen", hash != null)
            .execute()
        == 1;
  }

  static void rehash(Handle handle, long id, String before, String hash) {
    handle
        .createUpdate("update users set password = :hash where id = :id and password = :before")
        .bind("id", id)
        .bind("before", before)
        .bind("hash", hash)
        .execute();
  }

  static boolean setTotp(Handle handle, long id, @Nullable String secret) {
    return handle
            .createUpdate(
                """
                update users set totp_secret = :secret, totp_confirmed = false, totp_step = 0,
                  revision = revision + 1
                where id = :id
                """)
            .bind("id", id)
            .bind("secret", secret)
            .execute()
        == 1;
  }

  static boolean confirmTotp(Handle handle, long id, long step) {
    return handle
            .createUpdate(
                """
                update users set totp_confirmed = true, totp_step = :step, revision = revision + 1
                where id = :id and totp_secret is not null
                """)
            .bind("id", id)
            .bind("step", step)
            .execute()
        == 1;
  }

  static boolean useTotpStep(Handle handle, long id, long step) {
    return handle
            .createUpdate("update users set totp_step = :step where id = :id and totp_step < :step")
            .bind("id", id)
            .bind("step", step)
            .execute()
        == 1;
  }

  static void signedIn(Handle handle, long id, Instant at) {
    handle
        .createUpdate("update users set signed_in_at = :at where id = :id")
        .bind("id", id)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private static User user(ResultSet columns, Map<Long, Role> memberships) throws SQLException {
    var row = new ResultRow(columns);
    return new User(
        row.longNumber("id"),
        new EmailAddress(row.text("email")),
        row.text("name"),
        UserState.valueOf(row.text("state")),
        row.flag("operator"),
        memberships,
        row.flag("totp_confirmed"),
        row.instant("created_at"),
        row.instantOrNull("signed_in_at"),
        row.longNumber("revision"));
  }

  private static User with(User user, Map<Long, Role> memberships) {
    return new User(
        user.id(),
        user.email(),
        user.name(),
        user.state(),
        user.operator(),
        memberships,
        user.secondFactor(),
        user.createdAt(),
        user.signedInAt(),
        user.revision());
  }
}
