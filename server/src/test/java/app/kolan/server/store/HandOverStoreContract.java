package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.HandOver.Outcome;
import app.kolan.server.store.HandOver.State;
import app.kolan.twilio.webhook.StreamSid;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [HandOverStore] must do.
public abstract class HandOverStoreContract extends StoreContract {
  private static final String ID = "a".repeat(32);
  private static final StreamSid STREAM = new StreamSid("MZ" + "1".repeat(32));

  private void handedOver() {
    LoggedCall call = Sample.arrive(stores.calls());
    assertThat(stores.calls().spendTicket(CALL, call.ticket(), STREAM, NOON)).isPresent();
    stores.handOvers().add(ID, CALL, 1, List.of("ruth", "igor"), "שן", NOON);
    assertThat(stores.calls().settle(CALL, CallOutcome.HANDED_OVER, HUMAN, NOON)).isTrue();
  }

  @Test
  void each_person_is_followed_by_the_next_once() {
    handedOver();

    assertThat(stores.handOvers().find(ID).orElseThrow())
        .isEqualTo(stores.handOvers().findByCall(CALL).orElseThrow())
        .satisfies(
            fresh -> {
              assertThat(fresh.person()).isEqualTo("ruth");
              assertThat(fresh.reason()).isEqualTo("שן");
              assertThat(fresh.toString()).doesNotContain("שן");
            });
    assertThat(stores.handOvers().advance(ID, 0, Outcome.BUSY, NOON)).isPresent();
    reopen();
    HandOver again = stores.handOvers().advance(ID, 0, Outcome.BUSY, NOON).orElseThrow();

    assertThat(again.person()).isEqualTo("igor");
    assertThat(again.outcomes()).containsExactly(Outcome.BUSY);
    assertThat(stores.handOvers().take(ID, 0, NOON)).as("she is no longer asked").isFalse();
    assertThat(stores.handOvers().take(ID, 1, NOON)).isTrue();
    assertThat(stores.handOvers().take(ID, 1, NOON)).as("once").isFalse();
    stores.handOvers().callerLeft(CALL, NOON);
    assertThat(stores.handOvers().find(ID).orElseThrow().state()).isEqualTo(State.TAKEN);
    assertThat(stores.calls().find(CALL).orElseThrow().outcome())
        .isEqualTo(CallOutcome.HANDED_OVER);
  }

  @Test
  void a_call_that_nobody_takes_is_open_again_with_another_ticket() {
    handedOver();
    stores.handOvers().advance(ID, 0, Outcome.DECLINED, NOON);
    stores.handOvers().advance(ID, 1, Outcome.NO_ANSWER, NOON);

    HandOver returned =
        stores.handOvers().giveBack(ID, "fresh", NOON.plusSeconds(40)).orElseThrow();
    HandOver again = stores.handOvers().giveBack(ID, "other", NOON.plusSeconds(41)).orElseThrow();

    assertThat(returned.state()).isEqualTo(State.RETURNED);
    assertThat(again.ticket()).isEqualTo("fresh");
    LoggedCall call = stores.calls().find(CALL).orElseThrow();
    assertThat(call.outcome()).isEqualTo(CallOutcome.OPEN);
    assertThat(call.handOverTo()).isNull();
    assertThat(call.reopenedAt()).isEqualTo(NOON.plusSeconds(40));
    assertThat(stores.calls().spendTicket(CALL, "other", STREAM, NOON)).isEmpty();
    assertThat(stores.calls().spendTicket(CALL, "fresh", STREAM, NOON)).isPresent();
    assertThat(stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON)).isTrue();
    assertThat(stores.handOvers().advance(ID, 2, Outcome.BUSY, NOON).orElseThrow().position())
        .as("nothing is rung any more")
        .isEqualTo(2);
  }

  @Test
  void a_caller_who_is_gone_was_not_handed_over_and_does_not_come_back() {
    handedOver();

    stores.handOvers().callerLeft(CALL, NOON);

    assertThat(stores.handOvers().find(ID).orElseThrow().state()).isEqualTo(State.LEFT);
    assertThat(stores.calls().find(CALL).orElseThrow().outcome()).isEqualTo(CallOutcome.HUNG_UP);
    assertThat(stores.handOvers().take(ID, 0, NOON)).isFalse();
    assertThat(stores.handOvers().giveBack(ID, "fresh", NOON)).isEmpty();
    assertThat(stores.calls().find(CALL).orElseThrow().outcome()).isEqualTo(CallOutcome.HUNG_UP);
  }
}
