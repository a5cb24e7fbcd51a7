package app.kolan.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.UserStore.NewUser;
import app.kolan.server.identity.sql.SqlSessionStore;
import app.kolan.server.identity.sql.SqlUserStore;
import app.kolan.server.store.sql.DatabaseContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of sessions must do, and how long sessions on it last.
public abstract class SessionStoreContract extends DatabaseContract {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private final TestClock clock = new TestClock(NOON);
  private Sessions sessions;
  private User dana;

  @BeforeEach
  void openSessions() {
    sessions = new Sessions(new SqlSessionStore(database), clock);
    dana =
        new SqlUserStore(database)
            .add(
                new NewUser(
                    EmailAddress.of("dana@example.com"),
                    "",
                    UserState.ACTIVE,
                    false,
                    Map.of(1L, Role.OWNER),
                    null,
                    NOON),
                added -> AuditActor.COMMAND.entry(NOON, "user.add", null, added.subject(), null));
  }

  @Test
  void a_session_is_known_by_its_token_alone() {
    Sessions.Begun begun = sessions.begin(dana, "192.0.2.1", "Mozilla/5.0 שלום");

    assertThat(sessions.find(begun.token().value()).orElseThrow().user()).isEqualTo(dana);
    assertThat(sessions.find("")).isEmpty();
    assertThat(sessions.find("0".repeat(43))).isEmpty();
    assertThat(begun.session().userAgent()).isEqualTo("Mozilla/5.0 ????");
    String row =
        database.read(
            handle -> handle.createQuery("select * from sessions").mapToMap().list().toString());
    assertThat(row).contains("192.0.2.1").doesNotContain(begun.token().value());
  }

  @Test
  void a_session_that_is_not_used_ends_after_three_days() {
    String used = sessions.begin(dana, null, null).token().value();
    String unused = sessions.begin(dana, null, null).token().value();

    for (int day = 0; day < 2; day++) {
      clock.advance(Duration.ofDays(2));
      assertThat(sessions.find(used)).isPresent();
      database.writeOnly(_ -> {});
    }

    assertThat(sessions.find(unused)).isEmpty();
    assertThat(new Sessions(new SqlSessionStore(database), clock).find(used)).isPresent();
  }

  @Test
  void no_session_lasts_longer_than_thirty_days() {
    String token = sessions.begin(dana, null, null).token().value();

    for (int day = 0; day < 29; day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(sessions.find(token)).as("day %s", day).isPresent();
    }
    clock.advance(Duration.ofDays(1));
    assertThat(sessions.find(token)).isEmpty();
    sessions.begin(dana, null, null);
    assertThat(sessions.list(dana.id())).hasSize(1);
  }

  @Test
  void one_session_or_all_of_a_user_are_ended_at_once() {
    Sessions.Begun first = sessions.begin(dana, null, null);
    Sessions.Begun second = sessions.begin(dana, null, null);
    Sessions.Begun third = sessions.begin(dana, null, null);
    assertThat(sessions.list(dana.id())).hasSize(3);
    assertThat(sessions.find(first.token().value())).isPresent();
    assertThat(sessions.find(second.token().value())).isPresent();

    assertThat(sessions.end(dana.id() + 1, first.session().id(), AuditActor.COMMAND)).isFalse();
    assertThat(sessions.end(dana.id(), first.session().id(), AuditActor.COMMAND)).isTrue();
    assertThat(sessions.find(first.token().value())).isEmpty();

    sessions.endAll(dana.id(), third.session().id());
    assertThat(sessions.find(second.token().value())).isEmpty();
    assertThat(sessions.find(third.token().value())).isPresent();
    sessions.endAll(dana.id(), null);
    assertThat(sessions.list(dana.id())).isEmpty();
  }

  @Test
  void a_session_that_another_process_ended_is_refused_within_seconds() {
    Sessions.Begun begun = sessions.begin(dana, null, null);
    assertThat(sessions.find(begun.token().value())).isPresent();

    new Sessions(new SqlSessionStore(database), clock).endAll(dana.id(), null);
    clock.advance(Duration.ofSeconds(5));

    assertThat(sessions.find(begun.token().value())).isEmpty();
  }
}
