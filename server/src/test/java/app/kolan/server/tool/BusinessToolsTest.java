package app.kolan.server.tool;

import static app.kolan.server.tool.SampleCall.CALL;
import static app.kolan.server.tool.SampleCall.CALLED;
import static app.kolan.server.tool.SampleCall.CALLER;
import static app.kolan.server.tool.SampleCall.HUMAN;
import static app.kolan.server.tool.SampleCall.NOON;
import static app.kolan.server.tool.SampleCall.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.booking.CalendarCheck;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.PlacedTalk;
import app.kolan.server.knowledge.Knowledge;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.Stores;
import app.kolan.server.store.ToolOutcome;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class BusinessToolsTest {
  private static final PhoneNumber HIDDEN = new PhoneNumber("anonymous");

  @TempDir Path folder;
  Stores stores;
  int uses;

  @BeforeEach
  void open() {
    stores = StoreFactory.open(folder);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void a_message_is_kept_as_a_complete_lead() throws Exception {
    ToolResult result = use(CALLER, "take_message", "{\"name\":\"דנה\",\"subject\":\"תור\"}");

    assertThat(result.outcome()).isEqualTo(ToolOutcome.DONE);
    assertThat(result.text()).contains("0501234567").doesNotContain("unknown");
    assertThat(stores.leads().all())
        .containsExactly(
            new Lead(
                CALL, 1, CALLER, CALLER, null, null, null, LeadState.COMPLETE, NOON, "תור", "דנה"));
  }

  @Test
  void what_people_read_is_asked_for_in_their_language_whatever_the_caller_speaks() {
    try (ToolBox box = box(SampleCall.withSales())) {
      assertThat(box.specs())
          .filteredOn(
              spec -> Set.of("take_message", "promise_callback", "look_up").contains(spec.name()))
          .hasSize(3)
          .allSatisfy(
              spec ->
                  assertThat(spec.parameters()).contains("in Hebrew").doesNotContain("language"));
    }
  }

  @Test
  void a_message_grows_and_forgets_nothing() throws Exception {
    use(HIDDEN, "take_message", "{\"subject\":\"a leak\"}");
    assertThat(stores.leads().find(CALL)).map(Lead::state).contains(LeadState.OPEN);
    ToolResult named = use(HIDDEN, "take_message", "{\"name\":\"Dana\"}");
    assertThat(named.text()).contains("hidden");

    use(HIDDEN, "take_message", "{\"callback_number\":\"052-987-6543\"}");

    assertThat(stores.leads().all())
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.subject()).isEqualTo("a leak");
              assertThat(lead.name()).isEqualTo("Dana");
              assertThat(lead.callback()).isEqualTo(HUMAN);
              assertThat(lead.state()).isEqualTo(LeadState.COMPLETE);
              assertThat(lead.toString()).doesNotContain("leak", "Dana");
            });
  }

  @Test
  void what_the_script_noted_before_stays_in_the_lead() throws Exception {
    stores.leads().save(new Lead(CALL, 1, CALLER, HUMAN, 2, 3, null, LeadState.OPEN, NOON));

    use(CALLER, "take_message", "{\"subject\":\"a leak\"}");

    assertThat(stores.leads().all())
        .containsExactly(
            new Lead(CALL, 1, CALLER, HUMAN, 2, 3, null, LeadState.COMPLETE, NOON, "a leak", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "not a number", "05012345678901234"})
  void a_number_that_is_none_is_asked_for_again_and_the_rest_is_kept(String number)
      throws Exception {
    ToolResult result =
        use(
            CALLER,
            "take_message",
            "{\"subject\":\"a leak\",\"callback_number\":\"%s\"}".formatted(number));

    assertThat(result.text()).contains("ask for it again");
    assertThat(stores.leads().find(CALL))
        .hasValueSatisfying(
            lead -> {
              assertThat(lead.subject()).isEqualTo("a leak");
              assertThat(lead.state()).isEqualTo(LeadState.OPEN);
            });
  }

  @Test
  void an_empty_message_is_none() throws Exception {
    assertThat(use(CALLER, "take_message", "{\"subject\":\" \"}").outcome())
        .isEqualTo(ToolOutcome.REFUSED);
    assertThat(stores.leads().all()).isEmpty();
  }

  @Test
  void a_caller_who_is_known_is_looked_up_with_little() throws Exception {
    Instant monday = Instant.parse("2026-11-16T22:30:00Z");
    for (int i = 2; i < 30; i++) {
      arrive(SampleCall.call(i), CALLER, monday);
    }
    arrive(SampleCall.call(40), HUMAN, NOON);
    stores
        .leads()
        .save(
            new Lead(
                SampleCall.call(2),
                1,
                CALLER,
                CALLER,
                null,
                null,
                null,
                LeadState.COMPLETE,
                monday,
                "x".repeat(500),
                "Dana"));
    arrive(CALL, CALLER, NOON);

    String told = use(CALLER, "look_up_caller", "{}").text();

    assertThat(told)
        .contains("\"earlier_calls\":\"20+\"", "\"last_call\":\"2026-11-17\"", "\"name\":\"Dana\"")
        .contains("\"subject\":\"" + "x".repeat(200) + "\"")
        .doesNotContain("05", "972");
  }

  @Test
  void strangers_and_hidden_callers_are_not_known() throws Exception {
    arrive(CALL, CALLER, NOON);
    arrive(SampleCall.call(2), HIDDEN, NOON);

    assertThat(use(CALLER, "look_up_caller", "{}").text()).contains("Nobody");
    assertThat(use(HIDDEN, "look_up_caller", "").text()).contains("hidden");
  }

  @Test
  void a_caller_is_handed_over_by_label_alone() throws Exception {
    assertThat(use(CALLER, "transfer_to_human", "{\"to\":\"sales\"}").next())
        .isEqualTo(new CallAction.HandOver(SALES));
    assertThat(use(CALLER, "transfer_to_human", "{\"to\":\"human\"}").next())
        .isEqualTo(new CallAction.HandOver(HUMAN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"to\":\"+441632960000\"}",
        "{\"to\":\"sales\",\"number\":\"+441632960000\"}",
        "{\"to\":\"Sales \"}",
        "{}"
      })
  void a_number_that_a_model_gives_is_never_called(String arguments) throws Exception {
    ToolResult result = use(CALLER, "transfer_to_human", arguments);

    assertThat(result.outcome()).isEqualTo(ToolOutcome.REFUSED);
    assertThat(result.next()).isEqualTo(new CallAction.GoOn());
  }

  @Test
  void the_end_of_a_call_is_an_instruction() throws Exception {
    assertThat(use(CALLER, "end_call", "{}").next()).isEqualTo(new CallAction.HangUp());
  }

  @Test
  void no_number_is_in_what_a_model_is_told() {
    try (ToolBox box = box(SampleCall.withSales())) {
      assertThat(box.specs())
          .isNotEmpty()
          .allSatisfy(
              spec -> assertThat(spec.description() + spec.parameters()).doesNotContain("972"));
    }
  }

  @Test
  void the_schemas_of_built_in_tools_are_whole_though_a_start_does_not_compile_them() {
    try (ToolBox box = box(SampleCall.withSales())) {
      assertThat(box.specs())
          .isNotEmpty()
          .allSatisfy(
              spec ->
                  assertThat(Parameters.read(spec.parameters()).schema())
                      .isEqualTo(spec.parameters()));
    }
  }

  @Test
  void a_tool_that_makes_no_sense_or_is_not_allowed_is_not_offered() throws Exception {
    var alone = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE);
    assertThat(names(BusinessTools.open(alone, stores, () -> NOON)))
        .containsExactly(
            "take_message", "look_up", "look_up_caller", "promise_callback", "end_call");

    var strict =
        BusinessProfile.builder()
            .transfers(SampleCall.withSales().transfers())
            .allowedTools(Set.of("end_call"))
            .build();
    ToolBox box = box(strict);
    assertThat(names(box)).containsExactly("end_call");
    assertThat(
            box.use(
                SampleCall.facts(), new ToolCall("1", "transfer_to_human", "{\"to\":\"sales\"}")))
        .extracting(ToolResult::outcome)
        .isEqualTo(ToolOutcome.REFUSED);
  }

  @Test
  void a_number_and_a_day_are_those_of_the_businesss_country() throws Exception {
    var berlin = new BusinessLocale(ZoneId.of("Europe/Berlin"), "DE", "de-DE");
    var garage =
        new Business(2, "garage", null, AnswerMode.CONVERSE, BusinessProfile.NONE, null, berlin);
    var facts = SampleCall.context(CALL, garage, CALLER, false);
    stores
        .calls()
        .addArrival(
            SampleCall.call(2),
            "AC1",
            2,
            0,
            CALLER,
            CALLED,
            "t",
            Instant.parse("2026-11-21T22:30:00Z"));
    ToolBox box = BusinessTools.open(garage, stores, () -> NOON);

    ToolResult kept =
        box.use(
            facts,
            new ToolCall(
                "1", "take_message", "{\"subject\":\"a car\",\"callback_number\":\"0301234567\"}"));
    ToolResult before = box.use(facts, new ToolCall("2", "look_up_caller", "{}"));

    assertThat(stores.leads().find(CALL).orElseThrow().callback())
        .isEqualTo(new PhoneNumber("+49301234567"));
    assertThat(kept.text()).contains("0301234567");
    assertThat(before.text()).as("half past eleven in Berlin").contains("2026-11-21");
  }

  @Test
  void a_callback_is_promised_once_a_call_on_the_clock_of_the_business() throws Exception {
    ToolResult first = use(CALLER, "promise_callback", "{\"by\":\"17:00\",\"about\":\"תור\"}");
    ToolResult second = use(CALLER, "promise_callback", "{\"by\":\"18:30\"}");

    assertThat(first.outcome()).isEqualTo(ToolOutcome.DONE);
    assertThat(second.text()).contains("18:30");
    assertThat(stores.crm().promises().find(PromiseQuery.first(Business.FIRST, 9)))
        .singleElement()
        .satisfies(
            promise -> {
              assertThat(promise.words()).isEqualTo("תור");
              assertThat(promise.number()).isEqualTo(CALLER);
              assertThat(promise.madeBy()).isEqualTo(Promise.BY_AGENT);
              assertThat(promise.dueAt().atZone(ZoneId.of("Asia/Jerusalem")).toLocalTime())
                  .isEqualTo(LocalTime.of(18, 30));
            });
    assertThat(stores.leads().find(CALL).orElseThrow().subject()).isEqualTo("תור");
  }

  @Test
  void a_callback_is_not_promised_without_a_number_or_a_time() throws Exception {
    assertThat(use(CALLER, "promise_callback", "{\"by\":\"soon\"}").outcome())
        .isEqualTo(ToolOutcome.REFUSED);
    assertThat(use(HIDDEN, "promise_callback", "{\"by\":\"17:00\"}").text())
        .contains("take_message");
    assertThat(stores.crm().promises().find(PromiseQuery.first(Business.FIRST, 9))).isEmpty();
  }

  @Test
  void who_wants_no_more_calls_is_noted_unless_the_number_is_hidden() throws Exception {
    var noted = new ArrayList<PhoneNumber>();
    Tool tool = BusinessTools.doNotCall((_, number) -> noted.add(number));
    var business =
        new Business(Business.FIRST, "test", HUMAN, AnswerMode.CONVERSE, SampleCall.withSales());
    try (ToolBox box =
        BusinessTools.open(
            business,
            stores,
            new ToolSources(
                new Knowledge(business.id(), stores.knowledge()),
                CalendarCheck.NONE,
                List.of(tool),
                DiscoveredTools.NONE),
            () -> NOON)) {
      var wish = new ToolCall("1", "do_not_call", "{}");
      assertThat(box.use(SampleCall.context(CALL, business, HIDDEN, false), wish).outcome())
          .isEqualTo(ToolOutcome.REFUSED);
      assertThat(noted).isEmpty();
      var real = new ToolCall("3", "do_not_call", "{}");
      assertThat(box.use(SampleCall.context(CALL, business, CALLER, false), real).outcome())
          .isEqualTo(ToolOutcome.DONE);
      assertThat(noted).containsExactly(CALLER);
    }
  }

  @Test
  void whoever_is_called_can_have_no_more_calls_whatever_tools_the_business_allows()
      throws Exception {
    var business =
        new Business(
            Business.FIRST,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().allowedTools(Set.of("end_call")).build());
    var noted = new ArrayList<PhoneNumber>();
    var sources =
        new ToolSources(
            new Knowledge(business.id(), stores.knowledge()),
            CalendarCheck.NONE,
            List.of(BusinessTools.doNotCall((_, number) -> noted.add(number))),
            DiscoveredTools.NONE);
    try (ToolBox box = BusinessTools.open(business, stores, sources, () -> NOON)) {
      assertThat(names(box)).containsExactly("end_call");
      assertThat(box.specs(true)).extracting(ToolSpec::name).contains("do_not_call");
      CallContext came = SampleCall.context(CALL, business, CALLER, false);
      assertThat(box.use(came, new ToolCall("1", "do_not_call", "{}")).outcome())
          .isEqualTo(ToolOutcome.REFUSED);
      var placed =
          new CallContext(
              CALL, CALLER, came.accountSid(), came.settings(), false, new PlacedTalk("", ""));
      assertThat(box.use(placed, new ToolCall("2", "do_not_call", "{}")).outcome())
          .isEqualTo(ToolOutcome.DONE);
      assertThat(noted).containsExactly(CALLER);
    }
  }

  private static List<String> names(ToolBox box) {
    return box.specs().stream().map(ToolSpec::name).toList();
  }

  private void arrive(CallSid sid, PhoneNumber caller, Instant at) {
    stores.calls().addArrival(sid, "AC" + "a".repeat(32), 1, 0, caller, CALLED, "ticket" + sid, at);
  }

  private ToolResult use(PhoneNumber caller, String tool, String arguments) throws Exception {
    var facts = SampleCall.context(CALL, SampleCall.BUSINESS, caller, false);
    return box(SampleCall.withSales()).use(facts, new ToolCall("use-" + uses++, tool, arguments));
  }

  private ToolBox box(BusinessProfile profile) {
    var business = new Business(Business.FIRST, "test", HUMAN, AnswerMode.CONVERSE, profile);
    return BusinessTools.open(business, stores, () -> NOON);
  }
}
