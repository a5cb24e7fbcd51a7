package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page by which a business exports, erases, holds and lets go of what it knows of people, over
/// real sockets.
@Tag("socket")
class ConsolePrivacyTest extends ConsolePagesFixture {
  @Override
  long addBusinesses() throws Exception {
    return api.business(
        """
        slug: clinic
        name: clinic
        numbers: ["+97231111111"]
        retention: {sound: 30, calls: 90}
        """);
  }

  private CallSid call(int number, CallOutcome outcome, Instant at) {
    var sid = new CallSid("CA%032d".formatted(number));
    stores.calls().addArrival(sid, TwilioByHand.ACCOUNT, clinic, 1, DANA, CLINIC, "t", at);
    boolean _ = stores.calls().settle(sid, outcome, null, at.plusSeconds(30));
    return sid;
  }

  @Test
  void what_has_had_its_time_is_deleted_at_once_when_somebody_wants_it() throws Exception {
    CallSid old = call(1, CallOutcome.FINISHED, Instant.now().minusSeconds(100 * 24 * 3600));
    CallSid young = call(2, CallOutcome.FINISHED);
    Await.until("it is followed up", () -> stores.afterCalls().isDone(young));
    Shown page = console.get("/b/clinic/privacy?language=en");
    assertThat(page.html().select("section:has(#retention-title) .facts").text())
        .contains("30 days", "90 days");

    var _ = console.submitAndFollow(page, "form[action$=/privacy/retention]", Map.of());

    Await.until("the old call is gone", () -> stores.calls().find(old).isEmpty());
    assertThat(stores.calls().find(young)).isPresent();
    Await.until("the run is over", () -> runs().contains("Done Calls: 1"));
    assertThat(audited()).anyMatch(entry -> entry.startsWith("retention.run "));
  }

  private String runs() {
    try {
      return console
          .get("/b/clinic/privacy")
          .html()
          .select("section:has(#retention-title) .plain-list")
          .text();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_person_is_exported_and_erased_once_it_was_said_what_is_lost() throws Exception {
    CallSid call = call(1, CallOutcome.FINISHED);
    call(2, CallOutcome.HUNG_UP);
    Await.until("they are followed up", () -> stores.afterCalls().isDone(call));
    Shown page = console.get("/b/clinic/privacy?language=en");

    Shown export = console.submit(page, "form[action$=/export]", Map.of("number", "050-123-4567"));
    assertThat(export.header("content-type")).isEqualTo("application/zip");
    assertThat(export.text()).startsWith("PK");

    Shown preview =
        console.submit(page, "form[action$=/erasures]", Map.of("number", "050-1234567"));
    assertThat(preview.html().select("h1").text()).contains("050-1234567");
    assertThat(preview.html().expectFirst(".bullets li").text()).isEqualTo("2 calls");
    assertThat(stores.calls().find(call)).isPresent();

    Shown erasing = console.submitAndFollow(preview, "form[action$=/erasures]", Map.of());
    assertThat(erasing.html().select("#flash").text()).contains("begun");
    Await.until("it is erased", () -> stores.calls().find(call).isEmpty());
    assertThat(console.get("/b/clinic/privacy").html().select("section:has(#erasures-title) li"))
        .hasSize(1);
    assertThat(audited()).contains("person.preview number", "person.export number");
    assertThat(
            console
                .submit(page, "form[action$=/erasures]", Map.of("number", "050-1234567"))
                .html()
                .select("form[action$=/erasures]"))
        .isEmpty();
    assertThat(
            console
                .submitAndFollow(page, "form[action$=/erasures]", Map.of("number", "x"))
                .html()
                .select("#flash p"))
        .isNotEmpty();
  }

  @Test
  void what_is_held_is_not_erased_until_the_hold_is_lifted() throws Exception {
    CallSid call = call(1, CallOutcome.FINISHED);
    Await.until("it is followed up", () -> stores.afterCalls().isDone(call));
    Shown page = console.get("/b/clinic/privacy?language=en");

    Shown held =
        console.submitAndFollow(
            page, "form:has(#hold-number)", Map.of("number", call.value(), "reason", "a dispute"));

    assertThat(held.html().select("section:has(#holds-title)").text()).contains("a dispute");
    Shown preview = console.submit(page, "form[action$=/erasures]", Map.of("number", call.value()));
    assertThat(preview.html().select("button.danger")).isEmpty();
    assertThat(preview.html().select(".problem")).hasSize(1);
    Shown lifted = console.submitAndFollow(held, "form[action*=/holds/]", Map.of());
    assertThat(lifted.html().select("form[action*=/holds/]")).isEmpty();
    assertThat(console.post("/b/clinic/privacy/holds/77", csrf(page, "a", "b")).status())
        .isEqualTo(404);
    assertThat(
            console
                .submitAndFollow(
                    page, "form:has(#hold-number)", Map.of("number", "0509999999", "reason", "x"))
                .html()
                .select("#flash")
                .text())
        .contains("Nothing is known");
  }

  /// The token of a page's forms, with one field more.
  private static Map<String, String> csrf(Shown page, String name, String value) {
    return Map.of("csrf", page.html().expectFirst("input[name=csrf]").attr("value"), name, value);
  }
}
