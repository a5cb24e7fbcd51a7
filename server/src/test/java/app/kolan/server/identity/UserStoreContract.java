package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.Users.Invitation;
import app.kolan.server.identity.sql.SqlOneTimeTokenStore;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.store.sql.DatabaseContract;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of users must do, and what happens to users on it.
public abstract class UserStoreContract extends DatabaseContract {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final EmailAddress DANA = EmailAddress.of("dana@example.com");
  private static final EmailAddress YOSSI = EmailAddress.of("yossi@example.com");
  private static final String PASSWORD = "four plain dull words";
  private static final AuditActor BY = AuditActor.COMMAND;

  private final PasswordHasher hasher = new PasswordHasher(TestPasswords.CHEAP);
  private SqlUserStore store;
  private Sessions sessions;
  private Users users;

  @BeforeEach
  void openUsers() {
    var clock = new TestClock(NOON);
    store = new SqlUserStore(database);
    sessions = new Sessions(new SqlSessionStore(database), clock);
    users = new Users(store, new SqlOneTimeTokenStore(database), hasher, sessions, clock);
  }

  @AfterEach
  void closeHasher() {
    hasher.close();
  }

  @Test
  void a_user_is_kept_with_his_roles() {
    User added =
        users.add(DANA, " Dana ", false, Map.of(1L, Role.OWNER, 2L, Role.STAFF), PASSWORD, BY);

    assertThat(added)
        .isEqualTo(
            new User(
                added.id(),
                DANA,
                "Dana",
                UserState.ACTIVE,
                false,
                Map.of(1L, Role.OWNER, 2L, Role.STAFF),
                false,
                NOON,
                null,
                1));
    assertThat(users.find(added.id())).contains(added);
    assertThat(users.find(EmailAddress.of(" DANA@Example.COM "))).contains(added);
    assertThat(users.find(YOSSI)).isEmpty();
  }

  @Test
  void an_address_belongs_to_one_user() {
    users.invite(DANA, "", false, Map.of(1L, Role.STAFF), BY);

    assertThatThrownBy(() -> users.invite(DANA, "", true, Map.of(), BY))
        .asInstanceOf(InstanceOfAssertFactories.type(IdentityRefusal.class))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT))
        .satisfies(refusal -> assertThat(refusal).hasMessageContaining("dana@example.com already"));
    assertThat(users.list(null, 0, 9)).hasSize(1);
    assertThat(new SqlAuditLog(database).head().sequence()).isEqualTo(1);
  }

  @Test
  void a_password_is_stored_as_argon2id_with_its_parameters() {
    User user = users.add(DANA, "", true, Map.of(), PASSWORD, BY);

    String hash = store.credentials(user.id()).orElseThrow().passwordHash();
    assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    assertThat(hasher.matches(PASSWORD, hash)).isTrue();
    assertThat(hasher.matches(PASSWORD + " ", hash)).isFalse();
    assertThat(hasher.matches(PASSWORD, null)).isFalse();
  }

  @Test
  void users_are_listed_page_by_page_and_by_business() {
    for (int i = 0; i < 5; i++) {
      users.invite(
          EmailAddress.of("u%d@example.com".formatted(i)),
          "",
          i == 0,
          i == 0 ? Map.of() : Map.of((long) i % 2, Role.STAFF, 9L, Role.AUDITOR),
          BY);
    }

    assertThat(users.list(null, 0, 2))
        .extracting(user -> user.email().local())
        .containsExactly("u0", "u1");
    assertThat(users.list(null, 2, 9))
        .extracting(user -> user.email().local())
        .containsExactly("u2", "u3", "u4");
    assertThat(users.list(1L, 0, 9))
        .extracting(User::memberships)
        .containsExactly(
            Map.of(1L, Role.STAFF, 9L, Role.AUDITOR), Map.of(1L, Role.STAFF, 9L, Role.AUDITOR));
    assertThat(users.list(7L, 0, 9)).isEmpty();
  }

  @Test
  void users_are_found_by_a_part_of_what_they_are_called_and_by_what_they_are() {
    User dana = users.add(DANA, "דנה Кац", true, Map.of(), PASSWORD, BY);
    users.invite(YOSSI, "100%", false, Map.of(1L, Role.STAFF), BY);
    User noa = users.add(EmailAddress.of("noa@example.com"), "", true, Map.of(), PASSWORD, BY);
    users.update(noa.id(), noa.revision(), "", true, true, BY);
    store.signedIn(dana.id(), NOON, BY.entry(NOON, "session.begin", null, "x", null));

    assertThat(found("", null)).containsExactly("dana", "yossi", "noa");
    assertThat(found("EXAMPLE.com", null)).containsExactly("dana", "yossi", "noa");
    assertThat(found("דנה", null)).containsExactly("dana");
    assertThat(found("Кац", null)).containsExactly("dana");
    assertThat(found("ossi", null)).containsExactly("yossi");
    assertThat(found("%", null)).containsExactly("yossi");
    assertThat(found("d_na", null)).isEmpty();
    assertThat(found("!", null)).isEmpty();
    assertThat(found("", UserQuery.Kind.OPERATOR)).containsExactly("dana", "noa");
    assertThat(found("", UserQuery.Kind.NEVER_SIGNED_IN)).containsExactly("yossi", "noa");
    assertThat(found("", UserQuery.Kind.DISABLED)).containsExactly("noa");
    assertThat(found("dana", UserQuery.Kind.DISABLED)).isEmpty();
    List<User> second = users.find(new UserQuery("example", null, dana.id(), 1));
    assertThat(second).extracting(User::email).containsExactly(YOSSI);
    assertThat(second.getFirst().memberships()).isEqualTo(Map.of(1L, Role.STAFF));
  }

  private List<String> found(String words, UserQuery.@Nullable Kind kind) {
    return users.find(new UserQuery(words, kind, 0, 9)).stream()
        .map(user -> user.email().local())
        .toList();
  }

  @Test
  void an_operator_who_may_sign_in_is_always_left() {
    User dana = users.add(DANA, "", true, Map.of(), PASSWORD, BY);
    User invited = users.invite(YOSSI, "", true, Map.of(), BY).user();
    Users kept = users.keepingOperator();
    assertThat(users.operators()).isEqualTo(1);

    for (ThrowingCallable change :
        List.<ThrowingCallable>of(
            () -> kept.remove(dana.id(), BY),
            () -> kept.update(dana.id(), dana.revision(), "", true, true, BY),
            () -> kept.update(dana.id(), dana.revision(), "", false, false, BY))) {
      assertThatThrownBy(change)
          .isInstanceOf(IdentityRefusal.class)
          .hasMessageContaining("dana@example.com is the last operator");
    }
    assertThat(users.find(dana.id())).contains(dana);
    assertThat(new SqlAuditLog(database).head().sequence()).isEqualTo(2);

    kept.remove(invited.id(), BY);
    users.remove(dana.id(), BY);
    assertThat(users.operators()).isZero();
  }

  @Test
  void of_two_operators_who_remove_each_other_one_is_left() throws Exception {
    Users kept = users.keepingOperator();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 5; round++) {
        var both = new ArrayList<User>();
        for (String name : List.of("a", "b")) {
          both.add(
              users.add(
                  EmailAddress.of("%s%d@example.com".formatted(name, round)),
                  "",
                  true,
                  Map.of(),
                  PASSWORD,
                  BY));
        }
        var start = new CyclicBarrier(2);
        List<Future<Boolean>> removed =
            both.stream().map(user -> threads.submit(() -> removes(kept, user, start))).toList();

        assertThat(List.of(removed.getFirst().get(), removed.getLast().get()))
            .containsExactlyInAnyOrder(true, false);
        assertThat(users.operators()).isEqualTo(1);
        users.list(null, 0, 9).forEach(user -> users.remove(user.id(), BY));
      }
    }
  }

  private static boolean removes(Users users, User user, CyclicBarrier start) throws Exception {
    int _ = start.await();
    try {
      users.remove(user.id(), BY);
      return true;
    } catch (IdentityRefusal _) {
      return false;
    }
  }

  @Test
  void a_change_from_an_old_revision_is_refused() {
    User user = users.add(DANA, "", false, Map.of(1L, Role.STAFF), PASSWORD, BY);

    User changed = users.update(user.id(), user.revision(), "Dana", false, true, BY);

    assertThat(changed.revision()).isGreaterThan(user.revision());
    assertThat(changed.operator()).isTrue();
    assertThat(changed.memberships()).isEqualTo(Map.of(1L, Role.STAFF));
    assertThatThrownBy(() -> users.update(user.id(), user.revision(), "x", true, false, BY))
        .isInstanceOf(IdentityRefusal.class)
        .hasMessageContaining("changed meanwhile");
    assertThat(users.find(user.id())).contains(changed);
  }

  @Test
  void a_role_is_given_changed_and_taken_away() {
    User user = users.add(DANA, "", false, Map.of(), PASSWORD, BY);

    assertThat(users.setRole(user.id(), 1, Role.OWNER, BY).memberships())
        .isEqualTo(Map.of(1L, Role.OWNER));
    assertThat(users.setRole(user.id(), 1, Role.AUDITOR, BY).memberships())
        .isEqualTo(Map.of(1L, Role.AUDITOR));
    assertThat(users.setRole(user.id(), 1, null, BY).memberships()).isEmpty();
    assertThatThrownBy(() -> users.setRole(user.id(), 1, Role.OPERATOR, BY))
        .hasMessageContaining("for all businesses");
    assertThatThrownBy(() -> users.setRole(99, 1, Role.OWNER, BY))
        .hasMessage("there is no user 99");
  }

  @Test
  void a_disabled_user_is_signed_out_and_comes_back_as_he_was() {
    User user = users.add(DANA, "", false, Map.of(1L, Role.STAFF), PASSWORD, BY);
    String token = sessions.begin(user, null, null).token().value();
    assertThat(sessions.find(token)).isPresent();

    User disabled = users.update(user.id(), user.revision(), "", true, false, BY);

    assertThat(disabled.state()).isEqualTo(UserState.DISABLED);
    assertThat(sessions.find(token)).isEmpty();
    assertThat(users.update(user.id(), disabled.revision(), "", false, false, BY).state())
        .isEqualTo(UserState.ACTIVE);
    assertThat(sessions.find(token)).isEmpty();

    User invited = users.invite(YOSSI, "", true, Map.of(), BY).user();
    User off = users.update(invited.id(), invited.revision(), "", true, true, BY);
    assertThat(users.update(invited.id(), off.revision(), "", false, true, BY).state())
        .isEqualTo(UserState.INVITED);
  }

  @Test
  void a_reset_voids_the_password_and_signs_out() {
    User user = users.add(DANA, "", false, Map.of(1L, Role.STAFF), PASSWORD, BY);
    String token = sessions.begin(user, null, null).token().value();

    Invitation reset = users.reset(user.id(), BY);

    assertThat(reset.token().value()).hasSize(43);
    assertThat(reset.expiresAt()).isEqualTo(NOON.plus(Users.RESET));
    assertThat(sessions.find(token)).isEmpty();
    assertThat(store.credentials(user.id()).orElseThrow().passwordHash()).isNull();
    users.setPassword(user.id(), "other plain dull words", BY);
    assertThat(
            hasher.matches(
                "other plain dull words",
                store.credentials(user.id()).orElseThrow().passwordHash()))
        .isTrue();
  }

  @Test
  void a_removed_user_leaves_nothing_but_what_he_did() {
    User user = users.add(DANA, "", false, Map.of(1L, Role.STAFF), PASSWORD, BY);
    String token = sessions.begin(user, null, null).token().value();
    users.reset(user.id(), BY);
    sessions.begin(user, null, null);

    users.remove(user.id(), BY);

    assertThat(users.find(user.id())).isEmpty();
    assertThat(sessions.find(token)).isEmpty();
    for (String table : List.of("users", "memberships", "sessions", "one_time_tokens")) {
      int rows =
          database.read(
              handle ->
                  handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
      assertThat(rows).as(table).isZero();
    }
    assertThat(new SqlAuditLog(database).after(0, 9))
        .extracting(entry -> entry.entry().action())
        .containsExactly("user.add", "user.reset", "user.remove");
    User again = users.add(DANA, "", false, Map.of(), PASSWORD, BY);
    assertThat(again.id()).isGreaterThan(user.id());
  }

  @Test
  void an_invitation_is_renewed_until_it_is_accepted() {
    Invitation first = users.invite(DANA, "", true, Map.of(), BY);

    Invitation second = users.inviteAgain(first.user().id(), BY);

    assertThat(second.token()).isNotEqualTo(first.token());
    users.setPassword(first.user().id(), PASSWORD, BY);
    assertThat(users.find(DANA).orElseThrow().state()).isEqualTo(UserState.ACTIVE);
    assertThatThrownBy(() -> users.inviteAgain(first.user().id(), BY))
        .hasMessageContaining("has accepted already");
  }

  @Test
  void a_telephone_is_set_and_removed() {
    User user = users.add(DANA, "", true, Map.of(), PASSWORD, BY);
    assertThat(users.telephone(user.id())).isEmpty();
    var number = new PhoneNumber("+972501234567");

    users.setTelephone(user.id(), number, BY);

    assertThat(users.telephone(user.id())).contains(number);
    assertThat(users.find(DANA)).contains(user);
    users.setTelephone(user.id(), null, BY);
    assertThat(users.telephone(user.id())).isEmpty();
    assertThatThrownBy(() -> users.setTelephone(99, number, BY))
        .isInstanceOf(IdentityRefusal.class);
  }

  @Test
  void a_step_of_one_time_codes_is_used_once_and_a_recovery_code_too() {
    User user = users.add(DANA, "", true, Map.of(), PASSWORD, BY);
    var entry = BY.entry(NOON, "x", null, "y", null);
    store.setTotp(user.id(), "sealed", entry);
    assertThat(users.find(DANA).orElseThrow().secondFactor()).isFalse();

    store.confirmTotp(user.id(), 100, List.of("a", "b"), entry);

    assertThat(users.find(DANA).orElseThrow().secondFactor()).isTrue();
    assertThat(store.useTotpStep(user.id(), 100)).isFalse();
    assertThat(store.useTotpStep(user.id(), 101)).isTrue();
    assertThat(store.useTotpStep(user.id(), 101)).isFalse();
    assertThat(store.useRecoveryCode(user.id(), "a", entry)).isTrue();
    assertThat(store.useRecoveryCode(user.id(), "a", entry)).isFalse();
    assertThat(store.recoveryCodes(user.id())).isEqualTo(1);

    users.removeSecondFactor(user.id(), BY);
    assertThat(users.find(DANA).orElseThrow().secondFactor()).isFalse();
    assertThat(store.recoveryCodes(user.id())).isZero();
  }
}
