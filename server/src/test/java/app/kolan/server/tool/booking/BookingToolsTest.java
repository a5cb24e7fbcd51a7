package app.kolan.server.tool.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.server.TestClock;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Appointment.State;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class BookingToolsTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final PhoneNumber CALLER = new PhoneNumber("+972501234567");
  private static final PhoneNumber OTHER = new PhoneNumber("+972529876543");
  private static final PhoneNumber HIDDEN = new PhoneNumber("anonymous");

  /// A Sunday, ten o'clock in Israel.
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir Path folder;
  private final TestClock clock = new TestClock(NOW);
  private Stores stores;
  private ToolBox box;
  private int uses;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(folder);
    box = BusinessTools.open(business("he-IL"), stores, clock);
  }

  @AfterEach
  void close() {
    box.close();
    stores.close();
  }

  @Test
  void a_business_has_the_tools_when_something_can_be_booked() {
    // There is no waiting list without messages.
    assertThat(names(box))
        .containsAll(
            BookingSettings.TOOLS.stream()
                .filter(tool -> !tool.equals("join_waiting_list"))
                .toList())
        .doesNotContain("join_waiting_list");
    try (ToolBox other =
        BusinessTools.open(
            new Business(2, "x", null, AnswerMode.CONVERSE, BusinessProfile.NONE), stores, clock)) {
      assertThat(names(other)).doesNotContainAnyElementsOf(BookingSettings.TOOLS);
    }
    assertThat(box.specs())
        .filteredOn(spec -> spec.name().equals("find_appointments"))
        .singleElement()
        .satisfies(
            spec -> assertThat(spec.parameters()).contains("תספורת, 30 minutes, 120 ₪", "דנה"));
  }

  @Test
  void slots_are_told_in_words_and_held_for_the_call() {
    ToolResult found = use(1, CALLER, 1, "find_appointments", "{\"service\":\"cut\"}");

    assertThat(found.outcome()).isEqualTo(ToolOutcome.DONE);
    assertThat(found.text())
        .contains(
            "- 2026-11-29 11:00: היום, יום ראשון, 29 בנובמבר, בשעה 11:00, אצל דנה",
            "- 2026-11-29 13:00",
            "- 2026-11-29 15:00")
        .contains("30 minutes, 120 ₪");
    // Another caller is offered others meanwhile, and the same ones later.
    assertThat(use(2, OTHER, 1, "find_appointments", "{\"service\":\"cut\"}").text())
        .contains("2026-11-29 11:00: היום, יום ראשון, 29 בנובמבר, בשעה 11:00, אצל יוסי");
    assertThat(
            use(3, OTHER, 1, "find_appointments", "{\"service\":\"cut\",\"person\":\"dana\"}")
                .text())
        .doesNotContain("2026-11-29 11:00");
    clock.advance(Duration.ofMinutes(5));
    assertThat(
            use(4, OTHER, 1, "find_appointments", "{\"service\":\"cut\",\"person\":\"dana\"}")
                .text())
        .contains("2026-11-29 11:15");
  }

  @Test
  void a_day_and_hours_can_be_wished_for() {
    assertThat(
            use(
                    1,
                    CALLER,
                    1,
                    "find_appointments",
                    "{\"service\":\"cut\",\"day\":\"2026-11-30\",\"from\":\"12:00\",\"until\":\"12:30\"}")
                .text())
        .contains("מחר, יום שני, 30 בנובמבר, בשעה 12:00", "12:15", "12:30")
        .doesNotContain("12:45");
    // A Saturday.
    assertThat(
            use(1, CALLER, 1, "find_appointments", "{\"service\":\"cut\",\"day\":\"2026-12-05\"}")
                .text())
        .startsWith("Nothing is free on that day. Free for")
        .contains("2026-12-06 09:00: יום ראשון, 6 בדצמבר, בשעה 09:00");
    assertThat(
            use(1, CALLER, 1, "find_appointments", "{\"service\":\"cut\",\"day\":\"2026-11-28\"}")
                .outcome())
        .isEqualTo(ToolOutcome.REFUSED);
    assertThat(
            use(1, CALLER, 1, "find_appointments", "{\"service\":\"cut\",\"from\":\"noon\"}")
                .text())
        .contains("HH:MM", "2026-11-29");
    assertThat(
            use(1, CALLER, 1, "find_appointments", "{\"service\":\"cut\",\"until\":\"07:00\"}")
                .text())
        .startsWith("Nothing is free then");
  }

  @Test
  void an_appointment_is_read_back_and_counts_after_the_callers_next_turn() {
    ToolResult asked = book(1, CALLER, 1, "2026-12-06 10:00", false);

    assertThat(asked.text())
        .startsWith("Not done yet.")
        .contains("תספורת, יום ראשון, 6 בדצמבר, בשעה 10:00, אצל דנה, על שם רות. נכון?");
    assertThat(booked()).isEmpty();

    ToolResult done = book(1, CALLER, 2, "2026-12-06 10:00", true);

    assertThat(done.text()).startsWith("It is booked: תספורת, יום ראשון, 6 בדצמבר, בשעה 10:00");
    assertThat(booked())
        .singleElement()
        .satisfies(
            appointment -> {
              assertThat(appointment.name()).isEqualTo("רות");
              assertThat(appointment.number()).isEqualTo(CALLER);
              assertThat(appointment.call()).isEqualTo(call(1));
              assertThat(appointment.time()).isEqualTo(time("dana", "2026-12-06T10:00"));
            });
    assertThat(stores.leads().find(call(1)))
        .hasValueSatisfying(
            lead -> {
              assertThat(lead.state()).isEqualTo(LeadState.COMPLETE);
              assertThat(lead.name()).isEqualTo("רות");
              assertThat(lead.callback()).isEqualTo(CALLER);
              assertThat(lead.subject())
                  .isEqualTo("תספורת, יום ראשון, 6 בדצמבר, בשעה 10:00, אצל דנה");
            });
  }

  @Test
  void what_a_model_says_was_confirmed_does_not_count_unless_the_caller_could_answer() {
    // Never read back; then in the same turn; then for another time.
    assertThat(book(1, CALLER, 1, "2026-12-06 10:00", true).text()).startsWith("Not done yet.");
    assertThat(book(1, CALLER, 1, "2026-12-06 10:00", true).text()).startsWith("Not done yet.");
    assertThat(book(1, CALLER, 2, "2026-12-06 11:00", true).text()).startsWith("Not done yet.");
    assertThat(book(1, CALLER, 2, "2026-12-06 11:00", true).text()).startsWith("Not done yet.");
    // What was asked for another call is not this one's.
    assertThat(book(2, OTHER, 9, "2026-12-06 11:00", true).text()).startsWith("Not done yet.");
    assertThat(booked()).isEmpty();

    assertThat(book(1, CALLER, 3, "2026-12-06 11:00", true).text()).startsWith("It is booked");
    assertThat(booked()).hasSize(1);
  }

  @Test
  void a_question_is_forgotten_after_a_while_and_asked_again() {
    book(1, CALLER, 1, "2026-12-06 10:00", false);
    clock.advance(Duration.ofMinutes(10));

    assertThat(book(1, CALLER, 2, "2026-12-06 10:00", true).text()).startsWith("Not done yet.");
    assertThat(book(1, CALLER, 3, "2026-12-06 10:00", true).text()).startsWith("It is booked");
  }

  @Test
  void a_slot_that_is_gone_meanwhile_is_not_booked_and_others_are_offered() {
    book(1, CALLER, 1, "2026-12-06 10:00", false);
    clock.advance(Duration.ofMinutes(6));
    takeDanasMorning();

    ToolResult gone = book(1, CALLER, 2, "2026-12-06 10:00", true);

    assertThat(gone.outcome()).isEqualTo(ToolOutcome.REFUSED);
    assertThat(gone.text())
        .startsWith("That time is not free, and nothing was booked.")
        .contains("2026-12-06 12:00");
    assertThat(booked()).extracting(Appointment::call).containsOnlyNulls();
  }

  @Test
  void times_that_are_not_offered_are_not_booked() {
    for (String never :
        List.of(
            "2026-12-06 10:05", // off the grid
            "2026-12-06 08:00", // before the hours
            "2026-12-06 16:45", // it would end after them
            "2026-12-05 10:00", // on Shabbat
            "2026-11-29 10:30", // too soon
            "2026-11-28 10:00", // over
            "2027-02-07 10:00")) { // too far ahead
      assertThat(book(1, CALLER, 1, never, false).text()).as(never).startsWith("That time is not");
    }
    assertThat(book(1, CALLER, 1, "tomorrow at ten", false).text()).contains("YYYY-MM-DD HH:MM");
    assertThat(
            use(
                    1,
                    CALLER,
                    1,
                    "book_appointment",
                    "{\"service\":\"massage\",\"start\":\"2026-12-06 10:00\",\"name\":\"רות\"}")
                .outcome())
        .isEqualTo(ToolOutcome.REFUSED);
    assertThat(booked()).isEmpty();
  }

  @Test
  void a_hidden_number_needs_one_to_call_back_on() {
    assertThat(book(1, HIDDEN, 1, "2026-12-06 10:00", false).text()).contains("take_message");
    use(1, HIDDEN, 1, "take_message", "{\"subject\":\"תור\",\"callback_number\":\"0529876543\"}");
    book(1, HIDDEN, 1, "2026-12-06 10:00", false);

    assertThat(book(1, HIDDEN, 2, "2026-12-06 10:00", true).text()).startsWith("It is booked");
    assertThat(booked()).extracting(Appointment::number).containsExactly(OTHER);
    // In this call he can cancel it, in another one only from that number.
    assertThat(use(1, HIDDEN, 3, "cancel_appointment", "{}").text()).startsWith("Not done yet.");
    assertThat(use(2, HIDDEN, 1, "cancel_appointment", "{}").text()).contains("number is hidden");
    assertThat(use(2, OTHER, 1, "cancel_appointment", "{}").text()).startsWith("Not done yet.");
  }

  @Test
  void an_appointment_is_moved_after_it_was_read_back() {
    bookFully(1, CALLER, "2026-12-06 10:00");

    ToolResult asked = move(2, CALLER, 1, "2026-12-06 10:15", false);
    assertThat(asked.text())
        .startsWith("Not done yet.")
        .contains("תספורת, יום ראשון, 6 בדצמבר, בשעה 10:15, אצל דנה, על שם רות. נכון?");
    assertThat(move(2, CALLER, 1, "2026-12-06 10:15", true).text()).startsWith("Not done yet.");
    assertThat(move(2, CALLER, 2, "2026-12-06 10:15", true).text()).startsWith("It is moved");

    assertThat(booked())
        .singleElement()
        .extracting(Appointment::time)
        .isEqualTo(time("dana", "2026-12-06T10:15"));
    assertThat(move(2, CALLER, 3, "2026-12-06 10:15", false).text()).contains("already");
  }

  @Test
  void an_appointment_moves_to_the_same_person_if_that_is_possible() {
    use(1, CALLER, 1, "book_appointment", BOOK_YOSSI);
    use(1, CALLER, 2, "book_appointment", BOOK_YOSSI.replace("}", ",\"confirmed\":true}"));

    assertThat(move(2, CALLER, 1, "2026-12-06 12:00", false).text()).contains("אצל יוסי");
    assertThat(move(2, CALLER, 1, "2026-12-06 09:00", false).text()).contains("אצל דנה");
  }

  private static final String BOOK_YOSSI =
      "{\"service\":\"cut\",\"start\":\"2026-12-06 11:00\",\"name\":\"רות\",\"person\":\"yossi\"}";

  @Test
  void nobody_moves_or_cancels_what_is_not_his() {
    bookFully(1, CALLER, "2026-12-06 10:00");

    for (PhoneNumber stranger : List.of(OTHER, HIDDEN)) {
      for (String use : List.of("move_appointment", "cancel_appointment")) {
        String arguments =
            use.startsWith("move")
                ? "{\"start\":\"2026-12-06 12:00\",\"appointment\":\"2026-12-06 10:00\"}"
                : "{\"appointment\":\"2026-12-06 10:00\"}";
        ToolResult refused = use(2, stranger, 1, use, arguments);
        assertThat(refused.outcome()).isEqualTo(ToolOutcome.REFUSED);
        assertThat(refused.text()).doesNotContain("רות", "תספורת");
      }
    }
    assertThat(booked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel_appointment", "move_appointment"})
  void what_the_business_moves_while_the_caller_confirms_is_asked_about_again(String tool) {
    bookFully(1, CALLER, "2026-12-06 10:00");
    String start = tool.startsWith("move") ? "\"start\":\"2026-12-07 12:00\"" : "";
    String confirmed = "{%s%s\"confirmed\":true}".formatted(start, start.isEmpty() ? "" : ",");
    assertThat(use(2, CALLER, 1, tool, "{" + start + "}").text()).startsWith("Not done yet.");
    Appointment before = booked().getFirst();
    Outcome _ =
        stores
            .crm()
            .appointments()
            .move(1, before.id(), 0, time("yossi", "2026-12-09T14:00"), null, "user:1", NOW);

    assertThat(use(2, CALLER, 2, tool, confirmed).text())
        .as("he has said yes to what is no longer so")
        .startsWith("Not done yet.");
    assertThat(booked())
        .singleElement()
        .extracting(Appointment::time)
        .isEqualTo(time("yossi", "2026-12-09T14:00"));
    assertThat(use(2, CALLER, 3, tool, confirmed).text())
        .startsWith(tool.startsWith("move") ? "It is moved" : "It is cancelled");
  }

  @Test
  void two_who_come_at_the_same_time_are_two_appointments_of_one_call() {
    bookFully(1, CALLER, "2026-12-06 11:00");
    String second = "{\"service\":\"cut\",\"start\":\"2026-12-06 11:00\",\"name\":\"נועה\"%s}";

    assertThat(use(1, CALLER, 3, "book_appointment", second.formatted("")).text())
        .contains("אצל יוסי, על שם נועה. נכון?");
    ToolResult booked =
        use(1, CALLER, 4, "book_appointment", second.formatted(",\"confirmed\":true"));

    assertThat(booked.text()).startsWith("It is booked").contains("אצל יוסי");
    assertThat(booked())
        .extracting(Appointment::name, each -> each.time().person())
        .containsExactlyInAnyOrder(tuple("רות", "dana"), tuple("נועה", "yossi"));
  }

  @Test
  void of_several_appointments_the_one_that_is_meant_is_cancelled() {
    bookFully(1, CALLER, "2026-12-06 10:00");
    bookFully(2, CALLER, "2026-12-07 12:00");

    assertThat(use(3, CALLER, 1, "cancel_appointment", "{}").text())
        .contains("- 2026-12-06 10:00: תספורת", "- 2026-12-07 12:00: תספורת");
    String second = "{\"appointment\":\"2026-12-07 12:00\"}";
    assertThat(use(3, CALLER, 1, "cancel_appointment", second).text())
        .contains("לבטל את התור: תספורת, יום שני, 7 בדצמבר, בשעה 12:00, אצל דנה?");
    // Another one than was asked about is asked about first.
    assertThat(
            use(
                    3,
                    CALLER,
                    2,
                    "cancel_appointment",
                    "{\"appointment\":\"2026-12-06 10:00\",\"confirmed\":true}")
                .text())
        .startsWith("Not done yet.");
    assertThat(
            use(
                    3,
                    CALLER,
                    3,
                    "cancel_appointment",
                    "{\"appointment\":\"2026-12-06 10:00\",\"confirmed\":true}")
                .text())
        .startsWith("It is cancelled");

    assertThat(booked()).extracting(Appointment::call).containsExactly(call(2));
    assertThat(stores.crm().appointments().find(1, 1).orElseThrow().state())
        .isEqualTo(State.CANCELLED);
  }

  @Test
  void a_call_that_asks_on_and_on_holds_only_a_few_slots() {
    for (int day = 1; day <= 9; day++) {
      use(
          1,
          CALLER,
          1,
          "find_appointments",
          "{\"service\":\"cut\",\"day\":\"2026-12-%02d\"}"
              .formatted(day == 4 || day == 5 ? 3 : day));
    }
    int cells =
        stores
            .crm()
            .appointments()
            .occupied(1, List.of("dana", "yossi"), NOW, NOW.plus(Duration.ofDays(60)), null, NOW)
            .cells()
            .values()
            .stream()
            .mapToInt(Set::size)
            .sum();

    assertThat(cells).isBetween(1, 9 * 8);
  }

  @Test
  void callers_who_ask_at_the_same_time_are_all_offered_something_and_never_the_same() {
    List<CompletableFuture<ToolResult>> asked =
        IntStream.range(0, 10)
            .mapToObj(
                call ->
                    box.begin(
                        context(100 + call, OTHER),
                        new ToolCall("at-once", "find_appointments", "{\"service\":\"cut\"}"),
                        1))
            .toList();
    List<String> offers =
        asked.stream()
            .map(each -> each.orTimeout(60, TimeUnit.SECONDS).join().text())
            .peek(text -> assertThat(text).startsWith("Free for"))
            .flatMap(text -> text.lines().filter(line -> line.startsWith("- ")))
            .toList();

    assertThat(offers).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
  }

  @Test
  void other_languages_are_told_in_english() {
    try (ToolBox english = BusinessTools.open(business("en-US"), stores, clock)) {
      ToolResult found =
          result(english, 1, CALLER, 1, "find_appointments", "{\"service\":\"cut\"}");
      assertThat(found.text())
          .contains("- 2026-11-29 11:00: today, Sunday, November 29, at 11:00, with דנה");
    }
  }

  private void bookFully(int call, PhoneNumber caller, String start) {
    book(call, caller, 1, start, false);
    assertThat(book(call, caller, 2, start, true).text()).startsWith("It is booked");
  }

  private ToolResult book(int call, PhoneNumber caller, int turn, String start, boolean confirmed) {
    return use(
        call,
        caller,
        turn,
        "book_appointment",
        "{\"service\":\"cut\",\"start\":\"%s\",\"name\":\"רות\"%s}"
            .formatted(start, confirmed ? ",\"confirmed\":true" : ""));
  }

  private ToolResult move(int call, PhoneNumber caller, int turn, String start, boolean confirmed) {
    return use(
        call,
        caller,
        turn,
        "move_appointment",
        "{\"start\":\"%s\"%s}".formatted(start, confirmed ? ",\"confirmed\":true" : ""));
  }

  private ToolResult use(int call, PhoneNumber caller, int turn, String tool, String arguments) {
    return result(box, call, caller, turn, tool, arguments);
  }

  private ToolResult result(
      ToolBox tools, int call, PhoneNumber caller, int turn, String tool, String arguments) {
    return tools
        .begin(context(call, caller), new ToolCall("use-" + uses++, tool, arguments), turn)
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private static CallContext context(int call, PhoneNumber caller) {
    return new CallContext(
        call(call), caller, "AC" + "a".repeat(32), BusinessSettings.of(business("he-IL")), false);
  }

  /// Somebody of the business has both people busy until noon.
  private void takeDanasMorning() {
    for (String person : List.of("dana", "yossi")) {
      Instant from = LocalDateTime.parse("2026-12-06T09:00").atZone(ISRAEL).toInstant();
      Instant to = from.plus(Duration.ofHours(3));
      stores
          .crm()
          .appointments()
          .book(
              new Appointment.Draft(
                  1,
                  "cut",
                  "x",
                  new AppointmentTime(person, null, from, to, to),
                  null,
                  null,
                  null,
                  null,
                  "user:1"),
              clock.instant());
    }
  }

  private List<Appointment> booked() {
    return stores.crm().appointments().find(AppointmentQuery.booked(1, Instant.EPOCH, 99));
  }

  private static AppointmentTime time(String person, String start) {
    Instant from = LocalDateTime.parse(start).atZone(ISRAEL).toInstant();
    return new AppointmentTime(
        person, null, from, from.plus(Duration.ofMinutes(30)), from.plus(Duration.ofMinutes(40)));
  }

  private static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  private static List<String> names(ToolBox box) {
    return box.specs().stream().map(ToolSpec::name).toList();
  }

  /// Dana is there from nine to five but on Saturdays, and Yossi from ten.
  private static Business business(String language) {
    var service =
        new BookableService("cut", "תספורת", 30, 10, "120 ₪", List.of("dana", "yossi"), List.of());
    var booking =
        new BookingSettings(
            List.of(service),
            List.of(
                new BookableResource("dana", "דנה", Kind.PERSON, hours(9), List.of()),
                new BookableResource("yossi", "יוסי", Kind.PERSON, hours(10), List.of())),
            15,
            60,
            60,
            ISRAEL);
    return new Business(
        Business.FIRST,
        "test",
        null,
        AnswerMode.CONVERSE,
        BusinessProfile.builder().booking(booking).build(),
        null,
        new BusinessLocale(ISRAEL, "IL", language));
  }

  private static OpeningHours hours(int from) {
    Map<DayOfWeek, List<Hours>> week =
        Arrays.stream(DayOfWeek.values())
            .filter(day -> day != DayOfWeek.SATURDAY)
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    _ -> List.of(new Hours(LocalTime.of(from, 0), LocalTime.of(17, 0)))));
    return new OpeningHours(ISRAEL, week, Map.of(), null);
  }
}
