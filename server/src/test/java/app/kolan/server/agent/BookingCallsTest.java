package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.SentMessage;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Calls in which appointments are booked.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class BookingCallsTest extends BookingCallsFixture {
  @Test
  void a_caller_books_what_was_read_back_and_confirmed() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.booking().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallReport report = harness.call(BEGIN + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      Appointment booked = only(harness);
      assertThat(booked.state()).isEqualTo(State.BOOKED);
      assertThat(booked.name()).isEqualTo("רות");
      assertThat(booked.call()).isEqualTo(new CallSid(report.callSid()));
      assertThat(booked.number()).isEqualTo(harness.logged(report).caller());
      String heard = String.join(" ", AgentHarness.heard(report));
      assertThat(heard)
          .contains("על שם רות. נכון?", "אצל דנה", BookingModel.DONE)
          .doesNotContainPattern("[0-9]");
      assertThat(harness.lead(report).subject()).startsWith("תספורת, יום ");

      // Who called has it in writing, with the page on which he confirms or cancels.
      Await.until("he is told", () -> !harness.messages().isEmpty());
      assertThat(harness.messages())
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.to()).isEqualTo(CALLER.value());
                assertThat(message.from()).isEqualTo("+97231111111");
                assertThat(message.body())
                    .startsWith("נקבע תור ב-test: תספורת, יום ")
                    .contains("אצל דנה")
                    .endsWith("/console/a/" + booked.link());
              });
    }
  }

  @Test
  void a_caller_who_finds_nothing_waits_and_is_asked_when_a_time_falls_free() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.waiting().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), oneSlotTomorrow())) {
      Appointment only = book(harness, STRANGER, at(1, 9));

      CallReport report = harness.call(BEGIN + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingModel.WAITING, BookingModel.DONE);
      WaitingListStore list = harness.stores().crm().waitingList();
      assertThat(list.open(1, 9))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.number()).isEqualTo(CALLER);
                assertThat(entry.name()).isEqualTo("רות");
                assertThat(entry.state()).isEqualTo(WaitingEntry.State.WAITING);
              });

      AppointmentStore store = harness.stores().crm().appointments();
      Appointment _ = store.cancel(1, only.id(), 0, null, "user:1", Instant.now());
      Await.until("he is asked", () -> !asked(harness).isEmpty());

      WaitingEntry.Offer offer = Objects.requireNonNull(list.open(1, 9).getFirst().offer());
      assertThat(offer.time().startsAt()).isEqualTo(only.time().startsAt());
      assertThat(asked(harness))
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message.body())
                      .startsWith("התפנה תור ב-test: תספורת, יום ")
                      .endsWith("/console/w/" + offer.link()));
      // It is held for him, and for nobody else.
      assertThat(
              store.hold(
                  1, offer.time(), new CallSid(report.callSid()), offer.until(), Instant.now()))
          .isFalse();
    }
  }

  @Test
  void nothing_is_booked_for_a_caller_who_hangs_up_before_he_confirms() throws Exception {
    // A model that says at once that the caller has confirmed, and that it is done.
    languageModel.answerWith((_, turns, _) -> BookingModel.rash().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallReport report =
          harness.call(BEGIN + YES + "caller waits for silence of 1200ms\ncaller hangs up\n");

      assertThat(report.failures()).isEmpty();
      assertThat(all(harness)).isEmpty();
      assertThat(harness.stores().toolCalls().findByCall(new CallSid(report.callSid())))
          .filteredOn(use -> use.tool().equals("book_appointment"))
          .hasSizeGreaterThan(1)
          .allSatisfy(use -> assertThat(use.result()).startsWith("Not done yet."));
    }
  }

  @Test
  void a_caller_whose_slot_is_gone_meanwhile_is_told_so_and_gets_another() throws Exception {
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      AppointmentStore store = harness.stores().crm().appointments();
      languageModel.answerWith(
          (_, turns, _) -> {
            ModelReply reply = BookingModel.booking().reply(turns);
            boolean isFirstYes = reply.toString().contains("confirmed") && all(harness).isEmpty();
            if (isFirstYes) {
              takeAway(harness, store);
            }
            return reply;
          });

      CallReport report = harness.call(BEGIN + YES + YES + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      List<Appointment> all = all(harness);
      assertThat(all).hasSize(2);
      assertThat(all.getFirst().number()).isEqualTo(STRANGER);
      assertThat(all.getLast().call()).isEqualTo(new CallSid(report.callSid()));
      assertThat(all.getLast().time().startsAt()).isAfterOrEqualTo(all.getFirst().time().freeAt());
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingModel.GONE, BookingModel.DONE);
    }
  }

  @Test
  void callers_at_the_same_time_are_not_booked_into_one_slot() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingModel.booking().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CallReport>> calls =
          List.of(
              threads.submit(() -> harness.call(BEGIN + YES + YES + GOODBYE)),
              threads.submit(() -> harness.call(BEGIN + YES + YES + GOODBYE)),
              threads.submit(() -> harness.call(BEGIN + YES + YES + GOODBYE)));
      for (Future<CallReport> call : calls) {
        assertThat(call.get().failures()).isEmpty();
      }

      List<Appointment> all = all(harness);
      assertThat(all).hasSize(3);
      for (int i = 1; i < all.size(); i++) {
        assertThat(all.get(i).time().startsAt()).isAfterOrEqualTo(all.get(i - 1).time().freeAt());
      }
    }
  }

  @Test
  void a_realtime_model_books_what_was_read_back_and_confirmed() throws Exception {
    try (var model = new OpenAiRealtimeStub(AgentHarness.KEY);
        AgentHarness harness =
            AgentHarness.open(data, speaking(model, BookingModel.booking()), profile())) {
      CallReport report = harness.call(BEGIN + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(only(harness).call()).isEqualTo(new CallSid(report.callSid()));
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("על שם רות. נכון?", BookingModel.DONE);
    }
  }

  @Test
  void a_realtime_model_that_claims_a_confirmation_books_nothing() throws Exception {
    try (var model = new OpenAiRealtimeStub(AgentHarness.KEY);
        AgentHarness harness =
            AgentHarness.open(data, speaking(model, BookingModel.rash()), profile())) {
      CallReport report =
          harness.call(BEGIN + YES + "caller waits for silence of 1200ms\ncaller hangs up\n");

      assertThat(report.failures()).isEmpty();
      assertThat(all(harness)).isEmpty();
      assertThat(harness.stores().toolCalls().findByCall(new CallSid(report.callSid())))
          .filteredOn(use -> use.tool().equals("book_appointment"))
          .hasSizeGreaterThan(1)
          .allSatisfy(use -> assertThat(use.result()).startsWith("Not done yet."));
    }
  }

  private static List<SentMessage> asked(AgentHarness harness) {
    return harness.messages().stream()
        .filter(message -> message.to().equals(CALLER.value()))
        .toList();
  }

  private static ProviderSelection speaking(OpenAiRealtimeStub model, BookingModel booking) {
    model.hearsBy(AgentHarness.clips()::words);
    model.thinksBy(new BookingSpeechModel(booking));
    model.start();
    return new ProviderSelection(
        List.of(at("openai-realtime", URI.create(model.socketUrl() + "/v1"))),
        List.of(),
        List.of(),
        List.of());
  }

  /// Dana has half an hour tomorrow, and no other.
  private BusinessProfile oneSlotTomorrow() {
    Map<LocalDate, List<Hours>> dates = Map.of(today.plusDays(1), fromNine(LocalTime.of(9, 30)));
    return profile(new OpeningHours(ISRAEL, Map.of(), dates, null));
  }
}
