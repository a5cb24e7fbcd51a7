package app.kolan.server.bootstrap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The operator's page of what a business is, over real sockets: its name, and whether its calls
/// are answered.
@Tag("socket")
class ConsoleBusinessTest extends ConsolePagesFixture {
  private static final String PAGE = "/b/clinic/business";
  private static final String SAVE = "form:has(input[value=save])";
  private static final String UNDO = "#flash form";

  private int calls;

  @BeforeEach
  void signInAsOperator() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");
    Shown _ = console.get("/agency?language=en");
  }

  private static String to(BusinessState state) {
    return "form:has(input[name=to][value=%s])".formatted(state);
  }

  private BusinessRecord clinic() {
    return api.server.directories().store().find(clinic).orElseThrow();
  }

  /// What a caller of the clinic's number gets.
  private String comesIn() throws Exception {
    return api.comesIn("CA%032d".formatted(1000 + ++calls), CLINIC.value());
  }

  private Shown move(BusinessState state) throws Exception {
    return console.submitAndFollow(console.get(PAGE), to(state), Map.of());
  }

  @Test
  void a_business_is_renamed_and_that_is_undone() throws Exception {
    Shown page = console.get(PAGE);
    assertThat(page.html().select("#name").val()).isEqualTo("clinic");
    assertThat(page.html().select("a[href$=/receptionist/edit/hours]")).isNotEmpty();

    Shown renamed = console.submitAndFollow(page, SAVE, Map.of("name", "מרפאה חדשה"));

    assertThat(clinic().name()).isEqualTo("מרפאה חדשה");
    assertThat(renamed.html().select(".switcher summary").text()).contains("מרפאה חדשה");
    console.submitAndFollow(renamed, UNDO, Map.of());
    assertThat(clinic().name()).isEqualTo("clinic");
    assertThat(audited()).contains("business.update clinic");

    Shown empty = console.submit(page(), SAVE, Map.of("name", " "));
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.html().select("#name-problem").text()).contains("a name that people know");
  }

  private Shown page() throws Exception {
    return console.get(PAGE);
  }

  @Test
  void a_form_of_before_another_change_is_refused() throws Exception {
    Shown seen = page();
    console.submitAndFollow(page(), SAVE, Map.of("name", "by another"));

    assertThat(console.submit(seen, SAVE, Map.of("name", "late")).status()).isEqualTo(409);
    assertThat(console.submit(seen, to(BusinessState.CLOSED), Map.of()).status()).isEqualTo(409);

    assertThat(clinic().name()).isEqualTo("by another");
    assertThat(clinic().state()).isEqualTo(BusinessState.ACTIVE);
  }

  @Test
  void a_paused_business_takes_messages_until_that_is_undone() throws Exception {
    assertThat(page().html().select(to(BusinessState.SUSPENDED)).text())
        .contains("callers hear the greeting and leave a message");
    assertThat(comesIn()).contains("<Connect");

    Shown paused = move(BusinessState.SUSPENDED);

    assertThat(comesIn()).contains("<Record").doesNotContain("<Connect");
    assertThat(paused.html().select("#state-title ~ p").text()).contains("Suspended");
    assertThat(console.get("/agency").html().select(".rows li:has([href$=/clinic]) .tag").text())
        .contains("Suspended");
    console.submitAndFollow(paused, UNDO, Map.of());
    assertThat(comesIn()).contains("<Connect");

    move(BusinessState.SUSPENDED);
    move(BusinessState.ACTIVE);
    assertThat(clinic().state()).isEqualTo(BusinessState.ACTIVE);
    assertThat(clinic().numbers()).containsExactly(CLINIC);
  }

  @Test
  void a_closed_business_is_nobodys_to_call_and_comes_back_with_its_numbers_by_undoing()
      throws Exception {
    Shown closed = move(BusinessState.CLOSED);

    assertThat(clinic().numbers()).isEmpty();
    assertThat(comesIn()).doesNotContain("<Connect");
    Shown agency = console.get("/agency");
    assertThat(agency.html().select("#closed-title ~ .rows a").eachAttr("href"))
        .containsExactly("/console" + PAGE);
    assertThat(agency.html().select(".rows a.row-link[href$=/b/clinic]")).isEmpty();

    console.submitAndFollow(closed, UNDO, Map.of());

    assertThat(clinic().numbers()).containsExactly(CLINIC);
    assertThat(comesIn()).contains("<Connect");
    assertThat(console.get("/agency").html().select("#closed-title")).isEmpty();
  }

  @Test
  void a_closed_business_whose_number_was_given_on_is_opened_without_it() throws Exception {
    Shown closed = move(BusinessState.CLOSED);
    BusinessRecord _ =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("heir", "heir", null, List.of(CLINIC.value())),
                "greeting: שלום",
                "",
                Author.COMMAND);

    Shown refused = console.submit(closed, UNDO, Map.of());

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html().select("[role=alert]").text()).contains("belongs to another");
    assertThat(clinic().state()).isEqualTo(BusinessState.CLOSED);
    console.submitAndFollow(page(), to(BusinessState.ACTIVE), Map.of());
    assertThat(clinic().state()).isEqualTo(BusinessState.ACTIVE);
    assertThat(clinic().numbers()).isEmpty();
  }

  @Test
  void what_stands_in_the_operators_settings_is_read_and_not_changed() throws Exception {
    Shown own = console.get("/b/main/business");

    assertThat(own.status()).as(own.text()).isEqualTo(200);
    assertThat(own.html().select("main form:not([action$=language])")).isEmpty();
    assertThat(own.html().select("a[href$=/agency/take-over]")).isNotEmpty();
    assertThat(
            console
                .post(
                    "/b/main/business",
                    Map.of(
                        "csrf",
                        page().html().select("input[name=csrf]").attr("value"),
                        "action",
                        "state",
                        "to",
                        "CLOSED"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void the_clocks_of_a_business_are_set_with_its_hours_and_shown_here() throws Exception {
    Shown hours = console.get("/b/clinic/receptionist/edit/hours");
    Shown wrong = console.submit(hours, "form.settings", Map.of("zone", "Mars/Base"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html().select("#zone-problem").text()).contains("Asia/Jerusalem");

    Shown draft =
        console.submitAndFollow(
            hours,
            "form.settings",
            Map.of("zone", "Europe/London", "sunday.0.from", "09:00", "sunday.0.to", "17:00"));
    assertThat(draft.status()).isEqualTo(200);
    console.submitAndFollow(
        console.get("/b/clinic/receptionist/changes"), "form[action$=/publish]", Map.of());

    assertThat(page().html().select(".facts").text()).contains("Europe/London");
    var business = api.server.directories().directory().current(clinic).orElseThrow().business();
    assertThat(business.locale().zone().getId()).isEqualTo("Europe/London");
    assertThat(requireNonNull(business.profile().hours()).zone().getId())
        .as("hours without a zone of their own")
        .isEqualTo("Europe/London");
  }

  @Test
  void a_number_in_an_unknown_account_is_no_choice() throws Exception {
    Shown wrong = console.submit(page(), SAVE, Map.of("account", "AC" + "9".repeat(32)));

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.html().select("#account-problem").text()).contains("add the account first");
    assertThat(clinic().accountSid()).isNull();
    assertThat(clinic().numbers()).containsExactly(new PhoneNumber(CLINIC.value()));
  }
}
