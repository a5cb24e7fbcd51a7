package app.kolan.server.store;

import static app.kolan.server.store.Sample.ACCOUNT;
import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLED;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.STREAM;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [CallStore] must do.
public abstract class CallStoreContract extends StoreContract {
  @Test
  void a_call_is_kept_as_it_arrived() {
    LoggedCall call = Sample.arrive(stores.calls());

    assertThat(call)
        .isEqualTo(
            new LoggedCall(
                CALL,
                ACCOUNT,
                1,
                0,
                CALLER,
                CALLED,
                CallStatus.RINGING,
                CallOutcome.OPEN,
                TICKET,
                NOON));
    assertThat(stores.calls().find(CALL)).contains(call);
    assertThat(stores.calls().findOpen()).containsExactly(call);
    assertThat(stores.calls().find(Sample.call(99))).isEmpty();
  }

  @Test
  void a_call_keeps_the_version_of_the_settings_by_which_it_was_first_answered() {
    stores.calls().addArrival(CALL, ACCOUNT, 1, 4, CALLER, CALLED, TICKET, NOON);

    LoggedCall again =
        stores.calls().addArrival(CALL, ACCOUNT, 1, 5, CALLER, CALLED, "another", NOON);

    assertThat(again.settingsVersion()).isEqualTo(4);
    assertThat(stores.calls().find(CALL).orElseThrow().settingsVersion()).isEqualTo(4);
  }

  @Test
  void a_call_that_arrives_again_keeps_its_first_ticket() {
    LoggedCall first = Sample.arrive(stores.calls());

    LoggedCall again =
        stores
            .calls()
            .addArrival(CALL, ACCOUNT, 2, 0, HUMAN, CALLED, "another", NOON.plusSeconds(1));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void a_call_outlives_the_program() {
    LoggedCall call = Sample.arrive(stores.calls());
    reopen();

    assertThat(stores.calls().find(CALL)).contains(call);
  }

  @Test
  void the_latest_calls_come_newest_first() {
    for (int i = 0; i < 5; i++) {
      stores
          .calls()
          .addArrival(Sample.call(i), ACCOUNT, 1, 0, CALLER, CALLED, TICKET, NOON.plusSeconds(i));
    }

    assertThat(stores.calls().latest(2))
        .extracting(LoggedCall::sid)
        .containsExactly(Sample.call(4), Sample.call(3));
  }

  @Test
  void a_ticket_lets_one_stream_in() {
    Sample.arrive(stores.calls());

    LoggedCall call = stores.calls().spendTicket(CALL, TICKET, STREAM, NOON).orElseThrow();

    assertThat(call.ticketSpent()).isTrue();
    assertThat(call.stream()).isEqualTo(STREAM);
    assertThat(stores.calls().find(CALL)).contains(call);
    var other = new StreamSid("MZ" + "6".repeat(32));
    assertThat(stores.calls().spendTicket(CALL, TICKET, other, NOON)).isEmpty();
    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, NOON)).isEmpty();
    assertThat(stores.calls().find(CALL)).contains(call);
  }

  @Test
  void a_wrong_ticket_lets_nobody_in_and_spends_nothing() {
    Sample.arrive(stores.calls());

    assertThat(stores.calls().spendTicket(CALL, "guessed", STREAM, NOON)).isEmpty();
    assertThat(stores.calls().spendTicket(Sample.call(2), TICKET, STREAM, NOON)).isEmpty();

    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, NOON)).isPresent();
  }

  @Test
  void the_ticket_of_a_settled_call_lets_nobody_in() {
    Sample.arrive(stores.calls());
    assertThat(stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON)).isTrue();

    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, NOON)).isEmpty();

    LoggedCall call = stores.calls().find(CALL).orElseThrow();
    assertThat(call.ticketSpent()).isFalse();
    assertThat(call.stream()).isNull();
  }

  @Test
  void a_ticket_lets_nobody_in_when_it_is_too_old() {
    Sample.arrive(stores.calls());
    Instant end = NOON.plus(CallStore.TICKET_LASTS);

    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, end)).isEmpty();
    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, end.minusMillis(1))).isPresent();
  }

  @Test
  void the_first_to_settle_a_call_is_right() {
    Sample.arrive(stores.calls());

    assertThat(stores.calls().settle(CALL, CallOutcome.HANDED_OVER, HUMAN, NOON)).isTrue();
    assertThat(stores.calls().settle(CALL, CallOutcome.BROKEN, null, NOON)).isFalse();

    LoggedCall call = stores.calls().find(CALL).orElseThrow();
    assertThat(call.outcome()).isEqualTo(CallOutcome.HANDED_OVER);
    assertThat(call.handOverTo()).isEqualTo(HUMAN);
    assertThat(call.endedAt()).isNull();
    assertThat(stores.calls().findOpen()).isEmpty();
    assertThat(stores.calls().settle(Sample.call(2), CallOutcome.BROKEN, null, NOON)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stores.calls().settle(CALL, CallOutcome.OPEN, null, NOON));
  }

  @Test
  void who_counts_as_hung_up_is_corrected_when_his_talk_is_known_to_have_finished() {
    Sample.arrive(stores.calls());
    stores.calls().spendTicket(CALL, TICKET, STREAM, NOON);
    assertThat(stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON.plusSeconds(9)))
        .isTrue();

    var another = new StreamSid("MZ" + "6".repeat(32));
    stores.calls().settleTalk(CALL, another, CallOutcome.FINISHED, null, NOON.plusSeconds(7));
    assertThat(outcome()).isEqualTo(CallOutcome.HUNG_UP);
    assertThat(
            stores.calls().settleTalk(CALL, STREAM, CallOutcome.BROKEN, null, NOON.plusSeconds(7)))
        .isFalse();
    assertThat(outcome()).isEqualTo(CallOutcome.HUNG_UP);
    assertThat(
            stores
                .calls()
                .settleTalk(CALL, STREAM, CallOutcome.FINISHED, null, NOON.plusSeconds(7)))
        .isFalse();

    assertThat(outcome()).isEqualTo(CallOutcome.FINISHED);
    assertThat(stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON.plusSeconds(10)))
        .isFalse();
    assertThat(outcome()).isEqualTo(CallOutcome.FINISHED);
  }

  private CallOutcome outcome() {
    return stores.calls().find(CALL).orElseThrow().outcome();
  }

  @Test
  void a_call_whose_caller_hung_up_is_over_before_twilio_says_so() {
    Sample.arrive(stores.calls());
    Instant hungUp = NOON.plusSeconds(7);

    assertThat(stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, hungUp)).isTrue();
    stores.calls().addProgress(completed(), NOON.plusSeconds(9));

    LoggedCall call = stores.calls().find(CALL).orElseThrow();
    assertThat(call.endedAt()).isEqualTo(hungUp);
    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.length()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_status_that_comes_before_its_call_is_not_lost() {
    stores.calls().addProgress(completed(), NOON.minusSeconds(1));

    LoggedCall call = Sample.arrive(stores.calls());

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.endedAt()).isEqualTo(NOON.minusSeconds(1));
    assertThat(call.length()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_status_that_nobody_knows_is_kept_and_changes_nothing() {
    LoggedCall call = Sample.arrive(stores.calls());

    stores.calls().addProgress(new Webhook.CallProgress(CALL, null, 4, null, null), NOON);

    assertThat(stores.calls().find(CALL)).contains(call);
    assertThat(stores.calls().events(CALL)).hasSize(1);
  }

  @Test
  void a_stream_event_is_kept_once_with_its_explanation() {
    var event = new Webhook.StreamProgress(CALL, STREAM, "stream-error", "31924: closed");

    stores.calls().addStreamProgress(event, NOON);
    stores.calls().addStreamProgress(event, NOON.plusSeconds(1));
    stores
        .calls()
        .addStreamProgress(
            new Webhook.StreamProgress(CALL, null, "stream-stopped", null), NOON.plusSeconds(2));

    assertThat(stores.calls().events(CALL))
        .containsExactly(
            new CallStatusEvent(
                CALL, CallStatusEvent.Source.STREAM, "stream-error", null, "31924: closed", NOON),
            new CallStatusEvent(
                CALL,
                CallStatusEvent.Source.STREAM,
                "stream-stopped",
                null,
                null,
                NOON.plusSeconds(2)));
  }

  @Test
  void the_calls_of_a_number_are_those_to_one_business_newest_first() {
    CallStore calls = stores.calls();
    for (int i = 0; i < 4; i++) {
      calls.addArrival(
          Sample.call(i), ACCOUNT, i == 3 ? 2 : 1, 0, CALLER, CALLED, TICKET, NOON.plusSeconds(i));
    }
    calls.addArrival(Sample.call(4), ACCOUNT, 1, 0, HUMAN, CALLED, TICKET, NOON.plusSeconds(4));

    assertThat(calls.latestFrom(1, CALLER, 2))
        .extracting(LoggedCall::sid)
        .containsExactly(Sample.call(2), Sample.call(1));
    assertThat(calls.latestFrom(2, CALLER, 9)).hasSize(1);
  }

  @Test
  void a_call_with_sound_of_its_caller_is_unplayed_until_somebody_plays_it() {
    Sample.arrive(stores.calls());
    stores.turns().add(Sample.turn(CALL, "greeting"));
    assertThat(unplayed()).isEmpty();

    stores.turns().add(spoken(1));
    stores.turns().add(Sample.turn(CALL, "question"));
    assertThat(unplayed()).containsExactly(CALL);

    stores.calls().markPlayed(CALL);
    assertThat(unplayed()).isEmpty();

    stores.recordings().announce(Sample.RECORDING, CALL, null, NOON);
    assertThat(unplayed()).isEmpty();
    stores.recordings().markStored(Sample.RECORDING, "audio/x/message.wav", 1, null, NOON);
    assertThat(unplayed()).containsExactly(CALL);
  }

  private static NewTurn spoken(int second) {
    Duration from = Duration.ofSeconds(second);
    return new NewTurn(
        CALL,
        Speaker.CALLER,
        "reason",
        from,
        from.plusSeconds(1),
        Duration.ofSeconds(1),
        false,
        null,
        "audio/x/turn-1.wav");
  }

  private List<CallSid> unplayed() {
    var query = new CallQuery(1, null, null, null, null, true, PagePosition.NEWEST, 10);
    return stores.calls().find(query).stream()
        .filter(LoggedCall::unplayed)
        .map(LoggedCall::sid)
        .toList();
  }

  @Test
  void open_calls_come_oldest_first() {
    stores.calls().addArrival(Sample.call(2), ACCOUNT, 1, 0, CALLER, CALLED, TICKET, NOON);
    stores
        .calls()
        .addArrival(Sample.call(1), ACCOUNT, 1, 0, CALLER, CALLED, TICKET, NOON.plusSeconds(1));

    assertThat(stores.calls().findOpen())
        .extracting(LoggedCall::sid)
        .containsExactly(Sample.call(2), Sample.call(1));
  }

  @Test
  void who_listens_hears_of_a_settled_call_once_and_when_it_is_stored() {
    Sample.arrive(stores.calls());
    var heard = new ArrayList<CallOutcome>();
    stores.calls().onSettled(_ -> heard.add(stores.calls().find(CALL).orElseThrow().outcome()));

    stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON);
    stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON);
    stores.calls().settle(Sample.call(2), CallOutcome.HUNG_UP, null, NOON);

    assertThat(heard).containsExactly(CallOutcome.FINISHED);
  }

  private static Webhook.CallProgress completed() {
    return new Webhook.CallProgress(CALL, CallStatus.COMPLETED, 3, Duration.ofSeconds(8), null);
  }
}
