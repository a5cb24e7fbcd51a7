package app.kolan.server.examination;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationFinding.Part;
import app.kolan.server.examination.ExaminationRun.State;
import app.kolan.server.examination.NumberChange.FieldChange;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExaminationsTest {
  private static final NumberChange CHANGE =
      new NumberChange(
          new PhoneNumber("+97231234567"),
          List.of(
              new FieldChange(
                  Field.VOICE_URL, "https://me:secret@old.example/voice", "https://new.example")));

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Fake fake = new Fake();
  private final MapExaminationStore store = new MapExaminationStore();

  private Examinations of(Duration longest) {
    return new Examinations(() -> Optional.of(fake), () -> store, InstantSource.system(), longest);
  }

  /// Finds one thing, waits, and offers a change.
  private final class Fake implements Examiner {
    private volatile ChangeResult result = new ChangeResult.Made();

    @Override
    public List<NumberChange> examine(ExaminationSubject subject, Progress progress)
        throws InterruptedException {
      progress.begins(Part.TWILIO, "account");
      progress.found(
          List.of(
              new ExaminationFinding(
                  Part.TWILIO, "account", Level.FINE, "well", null, null, List.of())));
      progress.begins(Part.TWILIO, "phone number");
      mayEnd.await();
      return List.of(CHANGE);
    }

    @Override
    public ChangeResult make(ExaminationSubject subject, NumberChange change) {
      return result;
    }
  }

  private final Examinations examinations = of(Duration.ofMinutes(5));

  private static ExaminationSubject subject(long business, boolean whole) {
    return new ExaminationSubject(
        business, whole, new AccountTokens("", List.of()), List.of(), Set.of(), null);
  }

  @AfterEach
  void close() {
    mayEnd.countDown();
    examinations.close();
  }

  private State state(Examinations of) {
    return of.latest(7, false).orElseThrow().state();
  }

  @Test
  void one_runs_at_a_time_and_shows_how_far_it_is() {
    assertThat(examinations.begin(subject(7, false), "user:1")).isTrue();
    assertThat(examinations.begin(subject(8, false), "user:2")).isFalse();
    Await.until(
        "the second check",
        () -> {
          ExaminationRun run = examinations.latest(7, false).orElseThrow();
          return run.findings().size() == 1
              && new ExaminationRun.Step(Part.TWILIO, "phone number").equals(run.current());
        });
    assertThat(examinations.latest(8, false)).isEmpty();
    assertThat(examinations.latest(7, true)).as("for other eyes").isEmpty();

    mayEnd.countDown();

    Await.until("the end", () -> state(examinations) == State.DONE);
    assertThat(examinations.latest(7, false).orElseThrow().changes()).containsExactly(CHANGE);
    assertThat(examinations.begin(subject(8, false), "user:2")).isTrue();
  }

  @Test
  void what_takes_too_long_is_ended_with_what_was_found() {
    try (Examinations hasty = of(Duration.ofMillis(1))) {
      assertThat(hasty.begin(subject(7, false), "user:1")).isTrue();

      Await.until("the end", () -> state(hasty) == State.ABANDONED);
    }
  }

  @Test
  void a_change_that_was_offered_is_made_by_its_name_and_can_be_taken_back() throws Exception {
    mayEnd.countDown();
    examinations.begin(subject(7, false), "user:1");
    Await.until("the end", () -> state(examinations) == State.DONE);
    assertThat(examinations.change(8, CHANGE.id())).as("of another business").isEmpty();
    assertThat(examinations.change(7, CHANGE.reversed().id())).isEmpty();
    NumberChange offered = examinations.change(7, CHANGE.id()).orElseThrow();

    fake.result = new Examiner.ChangeResult.Outdated();
    examinations.make(subject(7, false), offered, "user:1");
    assertThat(examinations.lastChange(7)).isEmpty();
    fake.result = new Examiner.ChangeResult.Made();
    examinations.make(subject(7, false), offered, "user:1");

    assertThat(examinations.latest(7, false)).as("what was found is so no more").isEmpty();
    assertThat(examinations.change(7, CHANGE.id())).isEmpty();
    assertThat(examinations.change(7, CHANGE.reversed().id())).contains(CHANGE.reversed());
    assertThat(examinations.lastChange(7).orElseThrow().by()).isEqualTo("user:1");
  }

  @Test
  void another_server_shows_it_while_it_runs_and_after() throws Exception {
    try (Examinations other = of(Duration.ofMinutes(5))) {
      examinations.begin(subject(7, false), "user:1");
      Await.until("its beginning", () -> other.latest(7, false).isPresent());
      assertThat(state(other)).isEqualTo(State.RUNNING);

      mayEnd.countDown();
      Await.until("the end", () -> state(other) == State.DONE);
      assertThat(other.latest(7, false)).isEqualTo(examinations.latest(7, false));

      other.make(subject(7, false), other.change(7, CHANGE.id()).orElseThrow(), "user:2");
      assertThat(examinations.latest(7, false)).as("what was found is so no more").isEmpty();
      assertThat(examinations.lastChange(7).orElseThrow().by()).isEqualTo("user:2");
    }
  }

  @Test
  void one_of_a_server_that_is_gone_is_over() {
    store.keep(
        7,
        "NUMBERS",
        1,
        """
        {"id":1,"business":7,"whole":false,"by":"user:1","at":"2020-01-01T10:00:00Z",
        "state":"RUNNING","part":"TWILIO","check":"account","findings":[],"changes":[]}""");
    store.keep(8, "NUMBERS", 1, "{}");

    assertThat(state(examinations)).isEqualTo(State.ABANDONED);
    assertThat(examinations.latest(8, false)).as("of another version").isEmpty();
  }

  @Test
  void what_the_database_does_not_take_is_known_to_this_server() throws Exception {
    store.fails = true;
    mayEnd.countDown();
    examinations.begin(subject(7, false), "user:1");
    Await.until("the end", () -> state(examinations) == State.DONE);

    examinations.make(subject(7, false), CHANGE, "user:1");

    assertThat(examinations.lastChange(7).orElseThrow().change()).isEqualTo(CHANGE);
  }

  @Test
  void a_password_in_a_url_is_neither_shown_nor_written_down() {
    assertThat(CHANGE.auditDetail("made"))
        .contains("https://****@old.example/voice -> https://new.example", "+97231234567")
        .doesNotContain("secret");
    assertThat(CHANGE.toString()).doesNotContain("secret");
  }

  @Test
  void without_the_doctor_nothing_begins() {
    try (var none = new Examinations(Optional::empty, () -> store, InstantSource.system())) {
      assertThat(none.arePossible()).isFalse();
      assertThat(none.begin(subject(7, false), "user:1")).isFalse();
    }
  }
}
