package app.kolan.server.store.sql;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static app.kolan.server.store.Sample.STREAM;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store must do when the answer to every commit is lost, and each write is run again: the
/// caller gets the answer that was lost, and everything is there once.
public abstract class RepetitionContract {
  private Stores stores;

  protected abstract SqlDatabase open();

  @BeforeEach
  final void openStores() {
    stores = new SqlStores(new LostAnswers(open()));
    Sample.arrive(stores.calls());
  }

  @AfterEach
  final void closeStores() {
    stores.close();
  }

  @Test
  void a_turn_is_added_once() {
    assertThat(stores.turns().add(Sample.turn(CALL, "greeting"))).isZero();
    assertThat(stores.turns().add(Sample.turn(CALL, "reason"))).isEqualTo(1);
    assertThat(stores.turns().addUnlessThere(Sample.turn(CALL, "greeting"))).isZero();
    assertThat(stores.turns().addUnlessThere(Sample.turn(CALL, "name"))).isEqualTo(2);

    assertThat(stores.turns().findByCall(CALL)).hasSize(3);
  }

  @Test
  void the_stream_that_spent_the_ticket_gets_in_and_no_other() {
    assertThat(stores.calls().spendTicket(CALL, TICKET, STREAM, NOON)).isPresent();
    var other = new StreamSid("MZ" + "6".repeat(32));
    assertThat(stores.calls().spendTicket(CALL, TICKET, other, NOON)).isEmpty();
  }

  @Test
  void who_settled_the_call_learns_it() {
    assertThat(stores.calls().settle(CALL, CallOutcome.FINISHED, null, NOON)).isTrue();
    assertThat(stores.calls().settle(CALL, CallOutcome.BROKEN, null, NOON)).isFalse();
  }

  @Test
  void a_message_is_announced_stored_and_attempted_once() {
    assertThat(stores.recordings().announce(RECORDING, CALL, null, NOON)).isTrue();
    assertThat(stores.recordings().announce(RECORDING, CALL, null, NOON.plusSeconds(1))).isFalse();
    stores.recordings().addFailedAttempt(RECORDING, "404", NOON.plusSeconds(2));
    assertThat(stores.recordings().find(RECORDING)).map(Recording::attempts).contains(1);
    var at = NOON.plusSeconds(3);
    assertThat(stores.recordings().markStored(RECORDING, "a.wav", 7, null, at)).isTrue();

    assertThat(stores.recordings().find(RECORDING)).map(Recording::attempts).contains(2);
    assertThat(stores.recordings().markStored(RECORDING, "b.wav", 7, null, at)).isFalse();
    stores.leads().save(Sample.lead(LeadState.OPEN));
    assertThat(stores.leads().all()).singleElement().returns(RECORDING, Lead::recording);
  }

  @Test
  void an_attempt_to_send_a_summary_counts_once() {
    stores.summaries().add(CALL, "f", 1, "body", NOON);
    Summary summary = stores.summaries().findToSend().getFirst();

    stores
        .summaries()
        .addAttempt(
            summary,
            SummaryState.WAITING,
            Summary.Delivery.failed(NOON.plusSeconds(1), 500, "500"));

    assertThat(stores.summaries().findToSend()).singleElement().returns(1, Summary::attempts);
  }

  @Test
  void a_tool_whose_begin_was_stored_is_run() {
    var begun = ToolCallEntry.begun(CALL, "f", "use-1", "take_message", "{}", NOON);
    assertThat(stores.toolCalls().begin(begun)).isEmpty();

    var again = ToolCallEntry.begun(CALL, "f", "use-1", "take_message", "{}", NOON.plusSeconds(1));
    assertThat(stores.toolCalls().begin(again)).isPresent();
    stores.toolCalls().end(begun.ended(ToolOutcome.DONE, "ok", null, null, Duration.ofMillis(5)));
    assertThat(stores.toolCalls().begin(begun)).isPresent();
  }
}
