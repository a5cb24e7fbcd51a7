package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.server.store.Summary.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
    stores.summaries().addAttempt(waiting(), SummaryState.WAITING, failed());

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
                NOON.plusSeconds(5),
                null));
    assertThat(stores.summaries().deliveries(CALL)).isEqualTo(Map.of("one", List.of(failed())));
  }

  @Test
  void what_is_sent_stays_sent() {
    stores.summaries().add(CALL, "one", 1, "{}", NOON);

    stores.summaries().addAttempt(waiting(), SummaryState.SENT, Delivery.sent(NOON, 200));
    stores.summaries().addAttempt(waiting(), SummaryState.FAILED, failed());

    assertThat(stores.summaries().findToSend()).isEmpty();
    assertThat(stores.summaries().findByCall(CALL))
        .extracting(Summary::state, Summary::attempts, Summary::problem)
        .containsExactly(tuple(SummaryState.SENT, 1, null));
    assertThat(stores.summaries().deliveries(CALL))
        .isEqualTo(Map.of("one", List.of(Delivery.sent(NOON, 200))));
  }

  @Test
  void what_was_sent_is_sent_again_when_somebody_wants_it_and_its_log_goes_on() {
    var told = new ArrayList<String>();
    stores.summaries().add(CALL, "one", 1, "{}", NOON);
    stores.summaries().add(Sample.call(2), "two", 1, "{}", NOON.plusSeconds(60));
    stores.summaries().add(Sample.call(3), "other", 2, "{}", NOON);
    stores.summaries().findToSend().forEach(this::send);
    stores.summaries().onAdded((_, fingerprint) -> told.add(fingerprint));
    Instant later = NOON.plusSeconds(3600);

    assertThat(stores.summaries().countAgain(new Summary.Replay(1, null, NOON, null))).isEqualTo(2);
    assertThat(again(new Summary.Replay(1, null, NOON, null), 1, later)).isEmpty();
    assertThat(stores.summaries().findToSend()).isEmpty();
    assertThat(again(new Summary.Replay(1, null, NOON, NOON.plusSeconds(60)), 9, later))
        .hasValue(1);
    assertThat(again(new Summary.Replay(1, Sample.call(3), null, null), 9, later)).hasValue(0);

    assertThat(told).containsExactly("one");
    assertThat(stores.summaries().findToSend())
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.fingerprint()).isEqualTo("one");
              assertThat(summary.attempts()).isZero();
              assertThat(summary.triedSince()).isEqualTo(later);
            });
    stores.summaries().findToSend().forEach(this::send);
    assertThat(stores.summaries().deliveries(CALL).get("one")).hasSize(2);
  }

  private OptionalInt again(Summary.Replay replay, int most, Instant at) {
    return stores.summaries().sendAgain(replay, most, at);
  }

  private void send(Summary summary) {
    stores.summaries().addAttempt(summary, SummaryState.SENT, Delivery.sent(NOON, 200));
  }

  private static Delivery failed() {
    return Delivery.failed(NOON.plusSeconds(5), 500, "HTTP 500");
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
    return new Summary(CALL, "one", 1, "{}", SummaryState.WAITING, 0, null, NOON, NOON, null);
  }
}
