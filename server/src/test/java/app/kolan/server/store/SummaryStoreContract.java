package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/// What every [SummaryStore] must do.
public abstract class SummaryStoreContract extends StoreContract {
  @Test
  void a_summary_is_added_once() {
    stores.summaries().add(CALL, "one", 1, "{}", NOON);
    stores.summaries().add(CALL, "one", 1, "{\"other\":1}", NOON.plusSeconds(1));

    assertThat(stores.summaries().findToSend()).containsExactly(waiting());
    assertThat(stores.summaries().findByCall(CALL)).containsExactly(waiting());
    assertThat(stores.summaries().findByCall(Sample.call(2))).isEmpty();
  }

  @Test
  void an_attempt_that_failed_is_counted_and_outlives_a_restart() {
    stores.summaries().add(CALL, "one", 1, "{}", NOON);
    stores.summaries().addAttempt(waiting(), SummaryState.WAITING, "HTTP 500", NOON.plusSeconds(5));

    reopen();

    assertThat(stores.summaries().findToSend())
        .containsExactly(
            new Summary(
                CALL,
                "one",
                1,
                "{}",
                SummaryState.WAITING,
                1,
                "HTTP 500",
                NOON,
                NOON.plusSeconds(5)));
  }

  @Test
  void what_is_sent_stays_sent() {
    stores.summaries().add(CALL, "one", 1, "{}", NOON);

    stores.summaries().addAttempt(waiting(), SummaryState.SENT, null, NOON);
    stores.summaries().addAttempt(waiting(), SummaryState.FAILED, "late", NOON);

    assertThat(stores.summaries().findToSend()).isEmpty();
    assertThat(stores.summaries().findByCall(CALL))
        .extracting(Summary::state, Summary::attempts, Summary::problem)
        .containsExactly(tuple(SummaryState.SENT, 1, null));
  }

  @Test
  void summaries_are_sent_oldest_first() {
    stores.summaries().add(CALL, "later", 1, "{}", NOON.plusSeconds(1));
    stores.summaries().add(Sample.call(2), "first", 1, "{}", NOON);

    assertThat(stores.summaries().findToSend())
        .extracting(Summary::fingerprint)
        .containsExactly("first", "later");
  }

  private static Summary waiting() {
    return new Summary(CALL, "one", 1, "{}", SummaryState.WAITING, 0, null, NOON, NOON);
  }
}
