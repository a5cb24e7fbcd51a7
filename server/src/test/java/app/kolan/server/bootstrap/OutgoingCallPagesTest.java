package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallOrderStore.Bounds;
import app.kolan.server.outbound.CallOrderStore.Claim;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The calls that a business places, in the console.
@Tag("socket")
class OutgoingCallPagesTest extends ConsolePagesFixture {
  private static final String PAGE = "/b/clinic/outgoing-calls";
  private static final String WORDS = "התור מחר בתשע";

  private CallOrderStore orders() {
    return api.server.outbound().store();
  }

  /// One that waits for hours, so that nobody places it meanwhile.
  private CallOrder order(long business, @Nullable CallSid lead) {
    Instant now = Instant.now();
    return orders()
        .add(
            new CallOrder.Draft(
                business,
                "test:" + business + lead,
                new CallOrder.What(
                    CallPurpose.SERVICE,
                    DANA,
                    null,
                    CLINIC,
                    lead,
                    null,
                    "",
                    "דנה",
                    new Announcement(WORDS, null, null),
                    false,
                    false,
                    "key:1",
                    1,
                    now.plus(Duration.ofDays(3))),
                now.plus(Duration.ofHours(5))),
            now);
  }

  @Test
  void a_call_that_waits_is_taken_back_after_a_question_and_one_that_does_not_is_not()
      throws Exception {
    assertThat(console.get(PAGE).html().select(".empty")).hasSize(1);
    CallOrder order = order(clinic, null);
    Shown page = console.get(PAGE);
    assertThat(page.html().select(".row").text())
        .contains("דנה", "050-123-4567", "שיחת שירות", "מחכה", "מתוכננת", WORDS);
    String form = "form[action$=/outgoing-calls/%s]".formatted(order.id());
    assertThat(page.html().select(form).text()).contains("דנה");

    Shown after = console.submitAndFollow(page, form, Map.of());

    assertThat(after.html().select("#flash").text()).contains("השיחה בוטלה");
    assertThat(after.html().select(".row").text()).contains("בוטל");
    assertThat(after.html().select(form)).isEmpty();
    assertThat(orders().find(clinic, order.id()).orElseThrow().result())
        .isEqualTo(CallResult.CANCELLED);
    Shown again = console.submitAndFollow(page, form, Map.of());
    assertThat(again.html().select("#flash").text()).contains("אי אפשר לבטל");
    assertThat(audited()).containsOnlyOnce("outgoing-call.cancel " + order.id());
    assertThat(audited()).contains("outgoing-call.list clinic");
  }

  @Test
  void a_lead_leads_to_the_calls_about_it_and_they_lead_back() throws Exception {
    CallSid lead = lead(1, "כאב שיניים", "דנה");
    assertThat(console.get("/b/clinic/leads/" + lead.value()).html().select("a[href*=outgoing]"))
        .isEmpty();
    CallOrder order = order(clinic, lead);
    var _ = order(clinic, null);
    CallSid placed = call(2, clinic, DANA, CallOutcome.FINISHED);
    place(order, placed);

    String list =
        console
            .get("/b/clinic/leads/" + lead.value())
            .html()
            .select("a[href*=outgoing]")
            .attr("href")
            .replaceFirst("^/console", "");
    var rows = console.get(list).html().select(".row");

    assertThat(console.get(PAGE).html().select(".row")).hasSize(2);
    assertThat(rows).hasSize(1);
    assertThat(rows.text()).contains("מצלצל", "יצאה");
    assertThat(rows.select("form")).isEmpty();
    assertThat(rows.select("a").eachAttr("href"))
        .contains(
            "/console/b/clinic/leads/" + lead.value(), "/console/b/clinic/calls/" + placed.value());
    for (String link : rows.select("a").eachAttr("href")) {
      assertThat(console.get(link.replaceFirst("^/console", "")).status()).as(link).isEqualTo(200);
    }
    assertThat(console.get(PAGE + "?call=x").status()).isEqualTo(404);
  }

  private void place(CallOrder order, CallSid call) {
    Instant now = Instant.now();
    var bounds = new Bounds(9, 99, null, Instant.EPOCH, Duration.ZERO);
    Claim claim = orders().claim(order, bounds, now.plusSeconds(60), now);
    assertThat(claim).isInstanceOf(Claim.Taken.class);
    orders().placed(((Claim.Taken) claim).order(), call, now.plusSeconds(3600), now);
  }

  @Test
  void whoever_may_not_read_what_is_said_sees_no_words_and_takes_nothing_back() throws Exception {
    CallOrder order = order(clinic, null);
    CallOrder others = order(garage, null);
    console.user("auditor@example.com", false, Map.of(clinic, Role.AUDITOR));
    assertThat(console.get(PAGE).text()).doesNotContain(others.id());
    String csrf = console.get(PAGE).html().select("input[name=csrf]").attr("value");
    String foreign = PAGE + "/" + others.id();
    assertThat(console.post(foreign, Map.of("csrf", csrf)).status()).isEqualTo(404);

    console.signIn("auditor@example.com");
    Shown page = console.get(PAGE);

    assertThat(page.html().select(".row").text()).contains("050-123-4567").doesNotContain("דנה");
    assertThat(page.text()).doesNotContain(WORDS, order.id());
    csrf = page.html().select("input[name=csrf]").attr("value");
    assertThat(console.post(PAGE + "/" + order.id(), Map.of("csrf", csrf)).status()).isEqualTo(403);
    assertThat(orders().find(clinic, order.id()).orElseThrow().result()).isNull();
  }
}
