package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Calls in which appointments are moved and cancelled.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class ChangedAppointmentCallsTest extends BookingCallsFixture {
  @Test
  void a_caller_moves_the_appointment_that_he_has() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.moving().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment before = book(harness, CALLER, at(3, 10));

      CallReport report = harness.call(BEGIN + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      Appointment after = only(harness);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.time().startsAt()).isBefore(before.time().startsAt());
      assertThat(after.changedCall()).isEqualTo(new CallSid(report.callSid()));
      assertThat(String.join(" ", AgentHarness.heard(report))).contains("נכון?", BookingModel.DONE);
    }
  }

  @Test
  void a_caller_keeps_his_appointment_when_the_new_time_is_taken_while_he_confirms()
      throws Exception {
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      AppointmentStore store = harness.stores().crm().appointments();
      Appointment before = book(harness, CALLER, at(3, 10));
      var isTaken = new AtomicBoolean();
      languageModel.answerWith(
          (_, turns, _) -> {
            ModelReply reply = BookingModel.moving().reply(turns);
            if (reply.toString().contains("confirmed") && isTaken.compareAndSet(false, true)) {
              takeAway(harness, store);
            }
            return reply;
          });

      CallReport report =
          harness.call(BEGIN + YES + YES + "caller waits for silence of 1200ms\ncaller hangs up\n");

      assertThat(report.failures()).isEmpty();
      assertThat(store.find(1, before.id()).orElseThrow().time()).isEqualTo(before.time());
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingModel.GONE)
          .doesNotContain(BookingModel.DONE);
    }
  }

  @Test
  void a_caller_who_cancels_what_the_business_has_cancelled_meanwhile_is_told_so()
      throws Exception {
    String told = "התור הזה כבר לא קיים.";
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      AppointmentStore store = harness.stores().crm().appointments();
      Appointment mine = book(harness, CALLER, at(3, 10));
      var isCancelled = new AtomicBoolean();
      languageModel.answerWith(
          (_, turns, _) -> {
            boolean isRefused =
                turns.getLast() instanceof ChatTurn.Outcome(_, var result)
                    && result.startsWith("Nothing was changed");
            if (isRefused) {
              return ModelReply.words(told).andUse("end_call", "{}");
            }
            ModelReply reply = BookingModel.cancelling().reply(turns);
            if (reply.toString().contains("confirmed") && isCancelled.compareAndSet(false, true)) {
              Appointment _ =
                  store.cancel(1, mine.id(), mine.revision(), null, "user:1", Instant.now());
            }
            return reply;
          });

      CallReport report = harness.call(BEGIN + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(store.find(1, mine.id()).orElseThrow().changedCall()).isNull();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("לבטל את התור: תספורת", told)
          .doesNotContain(BookingModel.DONE);
    }
  }

  @Test
  void a_caller_cancels_the_appointment_that_he_has_and_no_other() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.cancelling().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment mine = book(harness, CALLER, at(3, 10));
      Appointment other = book(harness, STRANGER, at(3, 12));

      CallReport report = harness.call(BEGIN + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      AppointmentStore store = harness.stores().crm().appointments();
      assertThat(store.find(1, mine.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
      assertThat(store.find(1, other.id()).orElseThrow().state()).isEqualTo(State.BOOKED);
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("לבטל את התור: תספורת", BookingModel.DONE);
    }
  }
}
