package app.kolan.server.store;

import static app.kolan.server.store.Sample.ACCOUNT;
import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.CALLED;
import static app.kolan.server.store.Sample.CALLER;
import static app.kolan.server.store.Sample.HUMAN;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static app.kolan.server.store.Sample.STREAM;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.RecordingSid;
import app.kolan.twilio.webhook.StreamSid;
import app.kolan.twilio.webhook.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class LedgerTest {
  @TempDir Path folder;
  Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(folder);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void a_call_is_kept_as_it_arrived() {
    LoggedCall call = Sample.arrive(ledger);

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
                false,
                null,
                null,
                NOON,
                null,
                null,
                null));
    assertThat(ledger.call(CALL)).contains(call);
    assertThat(ledger.openCalls()).containsExactly(call);
    assertThat(ledger.call(Sample.call(99))).isEmpty();
  }

  @Test
  void a_call_that_arrives_again_keeps_its_first_ticket() {
    LoggedCall first = Sample.arrive(ledger);

    LoggedCall again =
        ledger.callArrived(CALL, ACCOUNT, 2, HUMAN, CALLED, "another", NOON.plusSeconds(1));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void a_call_outlives_the_program() {
    LoggedCall call = Sample.arrive(ledger);
    ledger.close();

    ledger = Ledger.open(folder);

    assertThat(ledger.call(CALL)).contains(call);
  }

  @Test
  void the_latest_calls_come_newest_first() {
    for (int i = 0; i < 5; i++) {
      ledger.callArrived(Sample.call(i), ACCOUNT, 1, CALLER, CALLED, TICKET, NOON.plusSeconds(i));
    }

    assertThat(ledger.latestCalls(2))
        .extracting(LoggedCall::sid)
        .containsExactly(Sample.call(4), Sample.call(3));
  }

  @Test
  void a_ticket_lets_one_stream_in() {
    Sample.arrive(ledger);

    LoggedCall call = ledger.spendTicket(CALL, TICKET, STREAM, NOON).orElseThrow();

    assertThat(call.ticketSpent()).isTrue();
    assertThat(call.stream()).isEqualTo(STREAM);
    assertThat(ledger.call(CALL)).contains(call);
    var other = new StreamSid("MZ" + "6".repeat(32));
    assertThat(ledger.spendTicket(CALL, TICKET, other, NOON)).isEmpty();
    assertThat(ledger.spendTicket(CALL, TICKET, STREAM, NOON)).isEmpty();
    assertThat(ledger.call(CALL)).contains(call);
  }

  @Test
  void a_wrong_ticket_lets_nobody_in_and_spends_nothing() {
    Sample.arrive(ledger);

    assertThat(ledger.spendTicket(CALL, "guessed", STREAM, NOON)).isEmpty();
    assertThat(ledger.spendTicket(Sample.call(2), TICKET, STREAM, NOON)).isEmpty();

    assertThat(ledger.spendTicket(CALL, TICKET, STREAM, NOON)).isPresent();
  }

  @Test
  void the_first_to_settle_a_call_is_right() {
    Sample.arrive(ledger);

    assertThat(ledger.settle(CALL, CallOutcome.HANDED_OVER, HUMAN, NOON)).isTrue();
    assertThat(ledger.settle(CALL, CallOutcome.BROKEN, null, NOON)).isFalse();

    LoggedCall call = ledger.call(CALL).orElseThrow();
    assertThat(call.outcome()).isEqualTo(CallOutcome.HANDED_OVER);
    assertThat(call.handOverTo()).isEqualTo(HUMAN);
    assertThat(call.endedAt()).isNull();
    assertThat(ledger.openCalls()).isEmpty();
    assertThat(ledger.settle(Sample.call(2), CallOutcome.BROKEN, null, NOON)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger.settle(CALL, CallOutcome.OPEN, null, NOON));
  }

  @Test
  void a_call_whose_caller_hung_up_is_over_before_twilio_says_so() {
    Sample.arrive(ledger);
    Instant hungUp = NOON.plusSeconds(7);

    assertThat(ledger.settle(CALL, CallOutcome.HUNG_UP, null, hungUp)).isTrue();
    ledger.callProgressed(completed(), NOON.plusSeconds(9));

    LoggedCall call = ledger.call(CALL).orElseThrow();
    assertThat(call.endedAt()).isEqualTo(hungUp);
    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.length()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_status_that_comes_before_its_call_is_not_lost() {
    ledger.callProgressed(completed(), NOON.minusSeconds(1));

    LoggedCall call = Sample.arrive(ledger);

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.endedAt()).isEqualTo(NOON.minusSeconds(1));
    assertThat(call.length()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_status_that_nobody_knows_is_kept_and_changes_nothing() {
    LoggedCall call = Sample.arrive(ledger);

    ledger.callProgressed(new Webhook.CallProgress(CALL, null, 4, null, null), NOON);

    assertThat(ledger.call(CALL)).contains(call);
    assertThat(ledger.events(CALL)).hasSize(1);
  }

  @Test
  void a_stream_event_is_kept_once_with_its_explanation() {
    var event = new Webhook.StreamProgress(CALL, STREAM, "stream-error", "31924: closed");

    ledger.streamProgressed(event, NOON);
    ledger.streamProgressed(event, NOON.plusSeconds(1));
    ledger.streamProgressed(
        new Webhook.StreamProgress(CALL, null, "stream-stopped", null), NOON.plusSeconds(2));

    assertThat(ledger.events(CALL))
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
  void turns_come_back_in_order_and_whole() {
    Sample.arrive(ledger);
    var answer =
        new NewTurn(
            CALL,
            Speaker.CALLER,
            "callback-number",
            Duration.ofMillis(4020),
            Duration.ofMillis(6040),
            Duration.ofMillis(2020),
            true,
            "0501234567",
            "audio/x/turn-1.wav");

    assertThat(ledger.addTurn(Sample.turn(CALL, "greeting"))).isZero();
    assertThat(ledger.addTurn(answer)).isEqualTo(1);

    assertThat(ledger.turns(CALL))
        .containsExactly(Sample.turn(CALL, "greeting").at(0), answer.at(1));
    assertThat(answer.toString()).doesNotContain("0501234567").contains("***");
    assertThat(answer.at(1).toString()).doesNotContain("0501234567").contains("***");
  }

  @Test
  void a_turn_of_an_unknown_call_is_a_bug() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.addTurn(Sample.turn(CALL, "greeting")));
  }

  @Test
  void a_lead_is_saved_again_without_forgetting_anything() {
    ledger.saveLead(Sample.lead(LeadState.OPEN));
    ledger.saveLead(new Lead(CALL, 1, CALLER, HUMAN, 2, 3, RECORDING, LeadState.COMPLETE, NOON));
    ledger.saveLead(Sample.lead(LeadState.OPEN));

    assertThat(ledger.leads())
        .containsExactly(
            new Lead(CALL, 1, CALLER, HUMAN, 2, 3, RECORDING, LeadState.COMPLETE, NOON));
    assertThat(ledger.lead(CALL)).isPresent();
    assertThat(ledger.lead(Sample.call(2))).isEmpty();
  }

  @Test
  void a_message_becomes_part_of_the_one_lead_of_its_call() {
    Sample.arrive(ledger);
    ledger.saveLead(new Lead(CALL, 1, CALLER, HUMAN, 2, null, null, LeadState.OPEN, NOON));

    assertThat(ledger.recordingAnnounced(RECORDING, CALL, null, NOON)).isTrue();
    assertThat(ledger.recordingAnnounced(RECORDING, CALL, Duration.ofSeconds(9), NOON)).isFalse();

    assertThat(ledger.leads())
        .containsExactly(
            new Lead(CALL, 1, CALLER, HUMAN, 2, null, RECORDING, LeadState.OPEN, NOON));
    assertThat(ledger.recordings(CALL))
        .containsExactly(
            new Recording(
                RECORDING,
                CALL,
                RecordingState.ANNOUNCED,
                Duration.ofSeconds(9),
                null,
                0,
                0,
                null,
                NOON));
  }

  @Test
  void a_message_that_comes_before_its_call_makes_a_lead_when_the_call_is_known() {
    assertThat(ledger.recordingAnnounced(RECORDING, CALL, null, NOON)).isTrue();
    assertThat(ledger.leads()).isEmpty();

    Sample.arrive(ledger);

    assertThat(ledger.lead(CALL)).map(Lead::recording).contains(RECORDING);
  }

  @Test
  void a_recording_that_is_stored_stays_stored() {
    ledger.recordingAnnounced(RECORDING, CALL, null, NOON);
    ledger.recordingAttemptFailed(RECORDING, "not there yet", NOON);
    ledger.recordingFailed(RECORDING, "refused", NOON);
    assertThat(ledger.recordingsToFetch())
        .singleElement()
        .satisfies(
            recording -> {
              assertThat(recording.state()).isEqualTo(RecordingState.FAILED);
              assertThat(recording.attempts()).isEqualTo(2);
              assertThat(recording.problem()).isEqualTo("refused");
            });

    String file = "audio/x/message.wav";
    assertThat(ledger.recordingStored(RECORDING, file, 1000, Duration.ofSeconds(3), NOON)).isTrue();
    assertThat(ledger.recordingStored(RECORDING, "other", 1, null, NOON)).isFalse();
    ledger.recordingFailed(RECORDING, "late", NOON);
    ledger.recordingAbsent(RECORDING, CALL, "late", NOON);

    assertThat(ledger.recording(RECORDING))
        .contains(
            new Recording(
                RECORDING,
                CALL,
                RecordingState.STORED,
                Duration.ofSeconds(3),
                file,
                1000,
                3,
                null,
                NOON));
    assertThat(ledger.recordingsToFetch()).isEmpty();
  }

  @Test
  void a_recording_first_heard_of_as_absent_is_not_fetched() {
    var other = new RecordingSid("RE" + "8".repeat(32));
    Sample.arrive(ledger);

    ledger.recordingAbsent(RECORDING, CALL, "Twilio says that it is absent", NOON);
    ledger.recordingAnnounced(other, CALL, null, NOON);

    assertThat(ledger.recordingAnnounced(RECORDING, CALL, null, NOON)).isFalse();
    assertThat(ledger.recordingsToFetch()).extracting(Recording::sid).containsExactly(other);
    assertThat(ledger.lead(CALL)).map(Lead::recording).contains(other);
  }

  @Test
  void a_call_that_ends_by_interrupt_is_still_settled() {
    Sample.arrive(ledger);

    Thread.currentThread().interrupt();
    boolean settled = ledger.settle(CALL, CallOutcome.HUNG_UP, null, NOON);
    boolean known = ledger.call(CALL).isPresent();
    boolean stillInterrupted = Thread.interrupted();

    assertThat(settled).isTrue();
    assertThat(known).isTrue();
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void a_closed_ledger_says_so() {
    ledger.close();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> Sample.arrive(ledger))
        .returns(LedgerException.Code.LEDGER_CLOSED, LedgerException::code);
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.call(CALL))
        .returns(LedgerException.Code.LEDGER_CLOSED, LedgerException::code);
  }

  @Test
  void what_prints_hides_tickets_and_numbers() {
    LoggedCall call = Sample.arrive(ledger);
    var lead = Sample.lead(LeadState.OPEN);

    assertThat(call.toString())
        .contains(CALL.value())
        .doesNotContain(TICKET, CALLER.value(), CALLED.value());
    assertThat(lead.toString()).doesNotContain(CALLER.value());
  }

  private static Webhook.CallProgress completed() {
    return new Webhook.CallProgress(CALL, CallStatus.COMPLETED, 3, Duration.ofSeconds(8), null);
  }
}
