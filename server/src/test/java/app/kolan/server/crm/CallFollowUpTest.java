package app.kolan.server.crm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Promise;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CallFollowUpTest {
  @TempDir private Path folder;
  private Stores stores;
  private Instant now = Sample.NOON;
  private final List<String> told = new ArrayList<>();
  private int refusals;
  private CallFollowUp followUp;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(folder);
    followUp = new CallFollowUp(stores.crm(), this::happened, () -> now);
  }

  @AfterEach
  void close() {
    followUp.close();
    stores.close();
  }

  private void happened(CrmEvent event) {
    if (refusals > 0) {
      refusals--;
      throw new IllegalStateException("not now");
    }
    told.add(event.key());
  }

  @Test
  void a_lead_is_told_when_its_call_is_over_with_its_contact() {
    callWithLead();
    followUp.round();
    assertThat(told).isEmpty();

    over();
    followUp.round();
    followUp.round();

    assertThat(told).containsExactly("lead:" + Sample.CALL.value());
    assertThat(stores.crm().contacts().findByNumber(1, Sample.CALLER)).isPresent();
  }

  @Test
  void a_listener_that_fails_is_told_again_and_nothing_is_done_twice() {
    refusals = 2;
    callWithLead();
    over();

    followUp.round();
    followUp.round();
    followUp.round();

    assertThat(told).containsExactly("lead:" + Sample.CALL.value());
    assertThat(stores.crm().leads().timeline(1, Sample.CALL, PAGE, 9)).hasSize(1);
  }

  @Test
  void a_call_that_fails_again_and_again_does_not_hold_up_the_others() {
    refusals = Integer.MAX_VALUE;
    callWithLead();
    over();
    for (int i = 0; i < 5; i++) {
      followUp.round();
    }
    refusals = 0;

    followUp.round();

    assertThat(told).isEmpty();
    assertThat(stores.crm().followUps().ready(now, 9)).isEmpty();
  }

  @Test
  void nobody_is_told_of_a_lead_of_long_ago() {
    callWithLead();
    over();
    now = now.plus(Duration.ofDays(2));

    followUp.round();

    assertThat(told).isEmpty();
    assertThat(stores.crm().contacts().findByNumber(1, Sample.CALLER)).isPresent();
  }

  @Test
  void a_promise_is_told_when_it_is_due_and_when_it_is_broken() {
    Instant due = now.plus(Duration.ofHours(1));
    Promise promise =
        stores
            .crm()
            .promises()
            .add(
                new Promise.Draft(
                    1, null, null, Sample.CALLER, "call", due, due.minusSeconds(900), "x", null),
                now);
    followUp.round();
    assertThat(told).isEmpty();

    now = due.minusSeconds(900);
    followUp.round();
    followUp.round();
    now = due;
    followUp.round();
    followUp.round();

    assertThat(told)
        .containsExactly(
            "promise:%d:due:%d".formatted(promise.id(), due.toEpochMilli()),
            "promise:%d:broken:%d".formatted(promise.id(), due.toEpochMilli()));
  }

  private static final app.kolan.server.store.PagePosition PAGE =
      app.kolan.server.store.PagePosition.NEWEST;

  private void callWithLead() {
    Sample.arrive(stores.calls());
    stores
        .leads()
        .save(new Lead(Sample.CALL, 1, Sample.CALLER, null, null, null, null, LeadState.OPEN, now));
  }

  private void over() {
    stores.calls().settle(Sample.CALL, CallOutcome.FINISHED, null, now);
  }
}
