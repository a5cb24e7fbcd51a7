package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What two people do with leads in the console: whose each is, the fields of the business, changes
/// of several at once, and views that each has of his own; over real sockets.
@Tag("socket")
class ConsoleLeadPagesTest extends ConsolePagesFixture {
  private static final String LEADS = "/b/clinic/leads";

  private long staff;

  @Override
  long addBusinesses() throws Exception {
    long added =
        api.business(
            """
            slug: clinic
            name: clinic
            numbers: ["+97231111111"]
            fields:
              car: {label: רכב}
              urgency: {kind: choice, label: דחיפות, choices: [דחוף, רגיל]}
            """);
    staff = console.user("staff@example.com", false, Map.of(added, Role.STAFF)).id();
    return added;
  }

  private CallSid lead(int number, String subject) {
    var sid = new CallSid("CA%032d".formatted(number));
    var caller = new PhoneNumber("+97250123456" + number);
    Instant at = Instant.now().minusSeconds(60L * number);
    stores
        .calls()
        .addArrival(sid, TwilioByHand.ACCOUNT, clinic, 1, caller, CLINIC, "t" + number, at);
    boolean _ = stores.calls().settle(sid, CallOutcome.FINISHED, null, at.plusSeconds(30));
    stores
        .leads()
        .save(
            new Lead(
                sid,
                clinic,
                caller,
                caller,
                null,
                null,
                null,
                LeadState.COMPLETE,
                Instant.now(),
                subject,
                subject));
    Await.until(
        "the call is followed up",
        () -> work(sid).contact() != null && stores.afterCalls().isDone(sid));
    return sid;
  }

  @Test
  void a_lead_has_the_fields_of_its_business_and_somebody_whose_it_is() throws Exception {
    CallSid dana = lead(1, "דנה");
    CallSid yossi = lead(2, "יוסי");
    Shown page = console.get(LEADS + "/" + dana.value());
    assertThat(page.html().select("label[for=field-car]").text()).isEqualTo("רכב");
    assertThat(page.html().select("#field-urgency option").eachText()).contains("דחוף", "רגיל");
    String form = "form:has(input[name=revision])";
    String staffs = Long.toString(staff);

    Shown saved =
        console.submitAndFollow(
            page,
            form,
            Map.of("field.car", "מאזדה 3", "field.urgency", "דחוף", "assignee", staffs));

    assertThat(saved.html().select("#field-car").val()).isEqualTo("מאזדה 3");
    assertThat(saved.html().select("#field-urgency option[selected]").text()).isEqualTo("דחוף");
    assertThat(saved.html().select("#assignee option[selected]").attr("value")).isEqualTo(staffs);
    assertThat(work(dana).fields()).containsEntry("car", "מאזדה 3");
    assertThat(console.submit(saved, form, Map.of("field.urgency", "מתישהו")).status())
        .isEqualTo(400);

    assertThat(console.get(LEADS + "?mine=1").html().select(".rows > li")).isEmpty();
    console.signIn("staff@example.com");
    Shown mine = console.get(LEADS + "?mine=1");
    assertThat(mine.html().select(".rows > li")).hasSize(1);
    assertThat(mine.html().select(".rows > li").text()).contains("דנה");
    assertThat(mine.html().select("#mine[checked]")).hasSize(1);
    // Several at once, and back.
    Shown given =
        console.submitAndFollow(
            console.get(LEADS),
            "form.bulk",
            Map.of("row", yossi.value(), "do", "", "state", "", "assignee", staffs));
    assertThat(work(yossi).assignee()).isEqualTo(staff);
    var _ = console.submitAndFollow(given, "#flash form", Map.of());
    assertThat(work(yossi).assignee()).isNull();
  }

  @Test
  void a_change_of_several_leads_is_undone_whatever_they_were_before() throws Exception {
    CallSid work = lead(1, "דנה");
    CallSid none = lead(2, "יוסי");
    String form = "form:has(input[name=revision])";
    var _ =
        console.submit(console.get(LEADS + "/" + work.value()), form, Map.of("state", "IN_WORK"));
    var _ =
        console.submit(
            console.get(LEADS + "/" + none.value()),
            form,
            Map.of("state", "NOT_A_LEAD", "reason", "WRONG_NUMBER"));
    LeadWork was = work(none);
    assertThat(was.reason()).isEqualTo(LeadWork.NoLead.WRONG_NUMBER);

    Shown done =
        console.submitAndFollow(
            console.get(LEADS),
            "form.bulk",
            Map.of(
                "rows",
                work.value().substring(2) + "-" + none.value().substring(2),
                "do",
                "done",
                "state",
                ""));
    assertThat(work(work).state()).isEqualTo(LeadWork.State.WON);
    Shown undone = console.submitAndFollow(done, "#flash form", Map.of());

    assertThat(undone.status()).isEqualTo(200);
    assertThat(work(work).state()).isEqualTo(LeadWork.State.IN_WORK);
    assertThat(work(none).state()).isEqualTo(was.state());
    assertThat(work(none).reason()).isEqualTo(was.reason());
  }

  @Test
  void a_view_is_its_makers_alone_and_a_person_shows_what_he_agreed_to() throws Exception {
    Shown kept =
        console.submitAndFollow(
            console.get(LEADS + "?state=NEW"),
            ".view-form form[action$=/views]",
            Map.of("title", "חדשות"));
    String view = kept.html().select("form.view-form").attr("action").replaceFirst("^/console", "");
    console.signIn("staff@example.com");
    Shown others = console.get(LEADS + "?state=NEW");
    assertThat(others.html().select(".views a")).isEmpty();
    String csrf = others.html().select("input[name=csrf]").attr("value");
    assertThat(console.post(view, Map.of("csrf", csrf, "page", "LEADS")).status()).isEqualTo(404);
    console.signIn("owner@example.com");
    assertThat(console.get(LEADS).html().select(".views a").text()).isEqualTo("חדשות");

    CallSid call = lead(3, "רותי");
    long contact =
        api.post(
                201,
                "/businesses/clinic/contacts",
                """
                {"name":"רותי","consents":[{"purpose":"MARKETING","granted":true,"call":"%s"}]}
                """
                    .formatted(call.value()))
            .path("id")
            .asLong();
    Shown person = console.get("/b/clinic/people/" + contact);
    assertThat(person.html().select("section:has(#consents-title) .tag.good")).hasSize(1);
    assertThat(person.html().select("section:has(#consents-title) a").attr("href"))
        .endsWith("/calls/" + call.value());
  }
}
