package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.calendar.CalDavStandIn;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.server.stories.Story;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Callee;
import app.kolan.simulator.SentMessage;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole calls in which appointments are booked, moved and cancelled, judged by what the caller
/// hears and what is in the store.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class BookingCallsTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// The number that simulated callers have.
  private static final PhoneNumber CALLER = new PhoneNumber("+972500000001");

  private static final PhoneNumber STRANGER = new PhoneNumber("+972529876543");

  private static final String BEGIN =
      """
      agent says greeting within 40s
      agent says ask_reason within 40s
      caller waits for silence
      caller says reason_short
      agent speaks within 40s
      """;
  private static final String YES =
      """
      caller waits for silence of 1200ms
      caller says yes
      agent speaks within 40s
      """;
  private static final String GOODBYE = "call ends within 60s\n";

  /// The day on which the test begins, which may be over before it ends.
  private final LocalDate today = LocalDate.now(ISRAEL);

  @TempDir private Path data;
  private final DeepgramStub ears = new DeepgramStub(AgentHarness.clips(), AgentHarness.KEY);
  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();

  @BeforeEach
  void open() {
    ears.start();
    languageModel.start();
    voice.start();
  }

  @AfterEach
  void close() {
    ears.close();
    languageModel.close();
    voice.close();
  }

  @Test
  void a_caller_books_what_was_read_back_and_confirmed() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.booking().reply(turns));
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
          .contains("על שם רות. נכון?", "אצל דנה", BookingBrain.DONE)
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
  void an_agent_who_calls_books_and_talks_with_no_mailbox() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.booking().reply(turns));
    String books =
        """
        agent speaks within 20s
        caller waits 2s
        caller presses 5
        agent speaks within 20s
        caller waits for silence of 1200ms
        caller says yes
        agent speaks within 40s
        """;
    String words = "הגיע הזמן לתספורת.";
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallOrder human = harness.place(CALLER, callee(books + YES + GOODBYE), words);
      CallOrder machine =
          harness.place(
              STRANGER,
              callee("call ends within 60s").detectedAs("machine_end_beep", Duration.ofSeconds(3)),
              words);
      CallOrder late =
          harness.place(
              new PhoneNumber("+972529876544"),
              callee("call ends within 60s")
                  .detectedAs("machine_end_silence", Duration.ofSeconds(20)),
              words);

      CallOrder talked = harness.over(human);
      CallReport report = harness.report(talked);
      assertThat(report.failures()).isEmpty();
      assertThat(talked.result()).isEqualTo(CallResult.TALKED);
      assertThat(said(report))
          .singleElement()
          .satisfies(
              opening -> assertThat(opening).contains("הממוחשב של test", words, "השיחה מוקלטת"));
      assertThat(only(harness).number()).isEqualTo(CALLER);
      assertThat(only(harness).call()).isEqualTo(talked.call());
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .startsWith("יש תור")
          .contains(BookingBrain.DONE);
      assertThat(languageModel.requests())
          .as("the model knows that it has called, and what for")
          .anyMatch(
              asked ->
                  asked.text().contains("You have called")
                      && asked.text().contains("Book a haircut."));

      CallOrder left = harness.over(machine);
      assertThat(left.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      assertThat(harness.report(left).moments(CallMoment.StreamOpened.class)).isEmpty();
      assertThat(said(harness.report(left)).getLast()).contains(words).doesNotContain("מוקלטת");

      CallOrder lateLeft = harness.over(late);
      assertThat(lateLeft.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      assertThat(harness.report(lateLeft).moments(CallMoment.StreamOpened.class))
          .as("nothing was detected for long, and then the talk was broken off")
          .hasSize(1);
      assertThat(said(harness.report(lateLeft)).getLast()).contains(words).doesNotContain("מוקלטת");
    }
  }

  @Test
  void who_is_reminded_by_a_call_moves_the_appointment_by_key_3_and_the_agent() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.moving().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment before = book(harness, CALLER, at(3, 10));
      String key =
          """
          agent speaks within 20s
          caller waits 2s
          caller presses 3
          """;

      CallOrder order =
          harness.over(
              harness.place(
                  CALLER,
                  callee(key + BEGIN + YES + YES + GOODBYE),
                  new Announcement("תזכורת: תספורת.", before.id())));

      CallReport report = harness.report(order);
      assertThat(report.failures()).isEmpty();
      assertThat(order.result()).isEqualTo(CallResult.TALKED);
      assertThat(order.progress().answer()).isEqualTo(CallAnswer.TALK);
      Appointment after = only(harness);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.time().startsAt()).isBefore(before.time().startsAt());
      assertThat(after.changedCall()).isEqualTo(order.call());
      assertThat(String.join(" ", AgentHarness.heard(report))).contains("נכון?", BookingBrain.DONE);
      // It is not called about again, and whose it is has the change in writing.
      Await.until(
          "he is told", () -> harness.messages().stream().anyMatch(m -> m.body().contains("הוזז")));
    }
  }

  /// The detection took the mailbox for a human.
  @Test
  void an_agent_who_hears_a_mailbox_leaves_the_message_and_says_no_more() throws Exception {
    var offered = new ConcurrentLinkedQueue<Boolean>();
    String greeting = CallerClips.shipped().text("reason_short");
    languageModel.answerWith(
        (_, turns, tools) -> {
          // After the call it is asked for a summary.
          if (tools.stream().anyMatch(tool -> tool.name().equals("end_call"))) {
            offered.add(tools.stream().anyMatch(tool -> tool.name().equals("leave_message")));
          }
          boolean isHeard =
              turns.getLast() instanceof ChatTurn.FromUser(var said) && said.contains(greeting);
          boolean isAfter = turns.getLast() instanceof ChatTurn.Outcome;
          return isHeard
              ? ModelReply.use("leave_message", "{}")
              : ModelReply.words(isAfter ? "השארתי הודעה." : "שלום, זמן להסתפר.");
        });
    String words = "הגיע הזמן לתספורת.";
    String mailbox =
        """
        agent speaks within 40s
        caller waits 2s
        caller presses 5
        agent speaks within 40s
        caller waits for silence of 1200ms
        caller says reason_short
        call ends within 90s
        """;
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      CallOrder order =
          harness.over(
              harness.place(
                  STRANGER, callee(mailbox).detectedAs("human", Duration.ofSeconds(3)), words));

      assertThat(order.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      CallReport report = harness.report(order);
      assertThat(report.failures()).isEmpty();
      assertThat(said(report))
          .hasSize(2)
          .last()
          .asString()
          .contains(words)
          .doesNotContain("מוקלטת");
      assertThat(AgentHarness.heard(report)).noneMatch(text -> text.contains("השארתי"));
      assertThat(harness.logged(report).outcome()).isEqualTo(CallOutcome.FINISHED);
      assertThat(offered).isNotEmpty().containsOnly(true);
    }
  }

  private static Callee callee(String script) throws Exception {
    return Callee.answering(CallPlan.of(Script.parse(script), Story.SOUNDS), Duration.ofSeconds(1));
  }

  private static List<String> said(CallReport report) {
    return report.moments(CallMoment.SayStarted.class).map(CallMoment.SayStarted::text).toList();
  }

  @Test
  void a_caller_who_finds_nothing_waits_and_is_asked_when_a_time_falls_free() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.waiting().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), oneSlotTomorrow())) {
      Appointment only = book(harness, STRANGER, at(1, 9));

      CallReport report = harness.call(BEGIN + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingBrain.WAITING, BookingBrain.DONE);
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

  private static List<SentMessage> asked(AgentHarness harness) {
    return harness.messages().stream()
        .filter(message -> message.to().equals(CALLER.value()))
        .toList();
  }

  @Test
  void nothing_is_booked_for_a_caller_who_hangs_up_before_he_confirms() throws Exception {
    // A model that says at once that the caller has confirmed, and that it is done.
    languageModel.answerWith((_, turns, _) -> BookingBrain.rash().reply(turns));
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
  void a_caller_moves_the_appointment_that_he_has() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.moving().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment before = book(harness, CALLER, at(3, 10));

      CallReport report = harness.call(BEGIN + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      Appointment after = only(harness);
      assertThat(after.id()).isEqualTo(before.id());
      assertThat(after.time().startsAt()).isBefore(before.time().startsAt());
      assertThat(after.changedCall()).isEqualTo(new CallSid(report.callSid()));
      assertThat(String.join(" ", AgentHarness.heard(report))).contains("נכון?", BookingBrain.DONE);
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
            ModelReply reply = BookingBrain.moving().reply(turns);
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
          .contains(BookingBrain.GONE)
          .doesNotContain(BookingBrain.DONE);
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
            ModelReply reply = BookingBrain.cancelling().reply(turns);
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
          .doesNotContain(BookingBrain.DONE);
    }
  }

  @Test
  void a_caller_cancels_the_appointment_that_he_has_and_no_other() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.cancelling().reply(turns));
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      Appointment mine = book(harness, CALLER, at(3, 10));
      Appointment other = book(harness, STRANGER, at(3, 12));

      CallReport report = harness.call(BEGIN + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      AppointmentStore store = harness.stores().crm().appointments();
      assertThat(store.find(1, mine.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
      assertThat(store.find(1, other.id()).orElseThrow().state()).isEqualTo(State.BOOKED);
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("לבטל את התור: תספורת", BookingBrain.DONE);
    }
  }

  @Test
  void a_caller_whose_slot_is_gone_meanwhile_is_told_so_and_gets_another() throws Exception {
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      AppointmentStore store = harness.stores().crm().appointments();
      languageModel.answerWith(
          (_, turns, _) -> {
            ModelReply reply = BookingBrain.booking().reply(turns);
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
          .contains(BookingBrain.GONE, BookingBrain.DONE);
    }
  }

  /// @param isDead whether nobody is there at all, or somebody who says nothing
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_caller_is_told_that_the_calendar_does_not_answer_and_is_called_back(boolean isDead)
      throws Exception {
    try (var calendar = new CalDavStandIn(true);
        AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      languageModel.answerWith((_, turns, _) -> BookingBrain.booking().reply(turns));
      bind(harness, calendar);
      if (isDead) {
        calendar.stop();
      } else {
        calendar.fail(CalDavStandIn.Fault.SILENT);
      }

      CallReport report = harness.call(BEGIN + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(all(harness)).isEmpty();
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingBrain.CALENDAR_SILENT)
          .doesNotContain("יש תור");
      assertThat(harness.lead(report).subject()).isEqualTo("רוצה לקבוע תור: תספורת");
      assertThat(harness.lead(report).callback()).isEqualTo(CALLER);
      Await.until(
          "the owner is told",
          () ->
              harness.alerts().find(AlertQuery.all(1, 9)).stream()
                  .anyMatch(alert -> alert.kind() == AlertKind.PROVIDER_SICK));
    }
  }

  @Test
  void a_slot_that_somebody_took_in_the_calendar_meanwhile_is_gone() throws Exception {
    try (var calendar = new CalDavStandIn(true);
        AgentHarness harness = AgentHarness.open(data, providers(), profile())) {
      bind(harness, calendar);
      var isTaken = new AtomicBoolean();
      languageModel.answerWith(
          (_, turns, _) -> {
            ModelReply reply = BookingBrain.booking().reply(turns);
            if (reply.toString().contains("confirmed") && isTaken.compareAndSet(false, true)) {
              calendar.write("dentist", at(1, 9), at(1, 11));
            }
            return reply;
          });

      CallReport report = harness.call(BEGIN + YES + YES + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      Appointment booked = only(harness);
      assertThat(booked.time().startsAt()).isAfterOrEqualTo(at(1, 11));
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains(BookingBrain.GONE, BookingBrain.DONE);
      Await.until(
          "it is in the calendar",
          () -> calendar.events().stream().anyMatch(text -> text.contains("תספורת")));
    }
  }

  /// Binds Dana to a calendar, as the console does.
  private void bind(AgentHarness harness, CalDavStandIn calendar) {
    CalendarLinkStore links = harness.stores().crm().calendarLinks();
    String secret =
        SecretCipher.of(SecretKeyFile.in(data)).encrypt("secret", "calendar_links/1/dana");
    CalendarLink _ =
        links.bind(
            new CalendarLink.Draft(
                1,
                "dana",
                CalendarLink.Kind.CALDAV,
                calendar.calendar().toString(),
                "dana",
                secret,
                "user:1"),
            Instant.now());
    // Something that has changed has the server look into it, also for the first time.
    Appointment other = book(harness, STRANGER, at(20, 9));
    Await.until("it is written", () -> !calendar.events().isEmpty());
    Appointment _ =
        harness
            .stores()
            .crm()
            .appointments()
            .cancel(1, other.id(), other.revision(), null, "user:1", Instant.now());
    Await.until("it is gone", () -> calendar.events().isEmpty());
  }

  @Test
  void callers_at_the_same_time_are_not_booked_into_one_slot() throws Exception {
    languageModel.answerWith((_, turns, _) -> BookingBrain.booking().reply(turns));
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
            AgentHarness.open(data, speaking(model, BookingBrain.booking()), profile())) {
      CallReport report = harness.call(BEGIN + YES + YES + GOODBYE);

      assertThat(report.failures()).isEmpty();
      assertThat(only(harness).call()).isEqualTo(new CallSid(report.callSid()));
      assertThat(String.join(" ", AgentHarness.heard(report)))
          .contains("על שם רות. נכון?", BookingBrain.DONE);
    }
  }

  @Test
  void a_realtime_model_that_claims_a_confirmation_books_nothing() throws Exception {
    try (var model = new OpenAiRealtimeStub(AgentHarness.KEY);
        AgentHarness harness =
            AgentHarness.open(data, speaking(model, BookingBrain.rash()), profile())) {
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

  private static ProviderSelection speaking(OpenAiRealtimeStub model, BookingBrain brain) {
    model.hearsBy(AgentHarness.clips()::words);
    model.thinksBy(new BookingSpeechModel(brain));
    model.start();
    return new ProviderSelection(
        List.of(at("openai-realtime", URI.create(model.socketUrl() + "/v1"))),
        List.of(),
        List.of(),
        List.of());
  }

  /// What happens when the five minutes of a hold are over: somebody else has what was held.
  private void takeAway(AgentHarness harness, AppointmentStore store) {
    CallSid call = harness.stores().calls().latest(1).getFirst().sid();
    Instant first = at(1, 9);
    store.release(1, call);
    assertThat(store.book(draft(STRANGER, first, first.plus(Duration.ofHours(2))), Instant.now()))
        .isInstanceOf(Outcome.Booked.class);
  }

  private static Appointment book(AgentHarness harness, PhoneNumber number, Instant from) {
    Outcome outcome =
        harness
            .stores()
            .crm()
            .appointments()
            .book(draft(number, from, from.plus(Duration.ofMinutes(30))), Instant.now());
    return ((Outcome.Booked) outcome).appointment();
  }

  private static Appointment.Draft draft(PhoneNumber number, Instant from, Instant to) {
    return new Appointment.Draft(
        1,
        "cut",
        "תספורת",
        new AppointmentTime("dana", null, from, to, to),
        "רות",
        number,
        null,
        null,
        "user:1");
  }

  private Instant at(int days, int hour) {
    return today.plusDays(days).atTime(hour, 0).atZone(ISRAEL).toInstant();
  }

  private static Appointment only(AgentHarness harness) {
    List<Appointment> all = all(harness);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<Appointment> all(AgentHarness harness) {
    return harness
        .stores()
        .crm()
        .appointments()
        .find(AppointmentQuery.booked(1, Instant.EPOCH, 99));
  }

  /// Dana is there each day from nine to five, from tomorrow on.
  private BusinessProfile profile() {
    Map<DayOfWeek, List<Hours>> week =
        Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(Function.identity(), _ -> fromNine(LocalTime.of(17, 0))));
    return profile(new OpeningHours(ISRAEL, week, Map.of(today, List.of()), null));
  }

  /// Dana has half an hour tomorrow, and no other.
  private BusinessProfile oneSlotTomorrow() {
    Map<LocalDate, List<Hours>> dates = Map.of(today.plusDays(1), fromNine(LocalTime.of(9, 30)));
    return profile(new OpeningHours(ISRAEL, Map.of(), dates, null));
  }

  private static List<Hours> fromNine(LocalTime end) {
    return List.of(new Hours(LocalTime.of(9, 0), end));
  }

  private static BusinessProfile profile(OpeningHours hours) {
    return BusinessProfile.builder()
        .localTools(true)
        .calling(
            new CallingSettings(
                null,
                new PhoneNumber("+97231111111"),
                Set.of("IL"),
                QuietTimes.NONE,
                3,
                200,
                null,
                CallingSettings.USUAL_COST,
                false,
                false))
        .alerts(
            List.of(
                new AlertRule(
                    Channel.MAIL,
                    "owner@example.com",
                    EnumSet.of(AlertKind.PROVIDER_SICK),
                    QuietTimes.NONE,
                    null,
                    null,
                    null)))
        .booking(
            new BookingSettings(
                List.of(
                    new BookableService("cut", "תספורת", 30, 0, null, List.of("dana"), List.of())),
                List.of(new BookableResource("dana", "דנה", Kind.PERSON, hours, List.of())),
                30,
                0,
                60,
                ISRAEL,
                new BookingMessages(
                    Channel.SMS, "+97231111111", null, List.of(), QuietTimes.NONE, 30, false)))
        .build();
  }

  private ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", ears.socketUrl())),
        List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  private static ProviderSettings at(String provider, URI url) {
    return AgentHarness.at(provider, url, AgentHarness.LONG);
  }
}
