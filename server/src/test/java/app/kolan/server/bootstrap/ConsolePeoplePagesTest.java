package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// People in the console, over real sockets.
@Tag("socket")
class ConsolePeoplePagesTest extends ConsolePagesFixture {
  @Test
  void a_consent_is_noted_with_its_evidence_and_withdrawn() throws Exception {
    CallSid call = lead(1, "תור", "דנה");
    long dana = stores.crm().contacts().findByNumber(clinic, DANA).orElseThrow().id();
    String path = "/b/clinic/people/" + dana;
    String form = "form[action$=/consents]:has(#purpose)";
    Shown page = console.get(path);
    assertThat(page.html().select("section:has(#consents-title)").text()).contains("עוד לא נרשמה");
    Shown without =
        console.submitAndFollow(page, form, Map.of("purpose", "MARKETING", "do", "grant"));
    assertThat(without.html().select("#flash").text()).contains("לא נרשם");

    Shown noted =
        console.submitAndFollow(
            page,
            form,
            Map.of(
                "purpose", "MARKETING",
                "do", "grant",
                "call", call.value(),
                "evidence", "ביקשה מבצעים"));

    Element consents = noted.html().expectFirst("section:has(#consents-title)");
    assertThat(consents.text()).contains("קבלת פרסומות", "ניתנה", "owner@example.com");
    assertThat(consents.select("a").attr("href")).endsWith("/calls/" + call.value());
    assertThat(consents.select("#purpose option").eachAttr("value")).containsExactly("RECORDING");
    assertThat(noted.html().select(".entries").text()).contains("ביקשה מבצעים");
    assertThat(audited()).contains("contact.consent " + dana);

    Shown withdrawn = console.submitAndFollow(noted, ".confirm form[action$=/consents]", Map.of());
    assertThat(withdrawn.html().select("section:has(#consents-title) .tag.bad")).hasSize(1);
    assertThat(stores.crm().contacts().find(clinic, dana).orElseThrow().consents())
        .singleElement()
        .satisfies(consent -> assertThat(consent.granted()).isFalse());
    CallSid foreign = call(2, garage, DANA, CallOutcome.FINISHED);
    assertThat(
            console
                .submit(
                    page,
                    form,
                    Map.of("purpose", "RECORDING", "do", "grant", "call", foreign.value()))
                .status())
        .isEqualTo(400);
  }

  @Test
  void people_are_written_down_changed_and_merged_with_undo() throws Exception {
    Shown list = console.get("/b/clinic/people");
    String form = "form[method=post]:has(#numbers)";
    Shown dana =
        console.submitAndFollow(
            list, form, Map.of("name", "דנה", "numbers", "050-1234567", "tags", "vip, חדשה"));
    assertThat(dana.html().select("h1").text()).isEqualTo("דנה");
    assertThat(dana.html().select("a[href=tel:+972501234567]")).hasSize(1);
    Shown yossi =
        console.submitAndFollow(list, form, Map.of("name", "יוסי", "numbers", "052-7654321"));
    assertThat(console.submit(list, form, Map.of("name", "x", "numbers", "not a number")).status())
        .isEqualTo(400);

    Shown merged =
        console.submitAndFollow(yossi, "form[action$=/merge]", Map.of("number", "0501234567"));
    assertThat(merged.html().select("h1").text()).isEqualTo("יוסי");
    assertThat(merged.html().select("main").text()).contains("050-123-4567");
    Shown apart = console.submitAndFollow(merged, "#flash form", Map.of());
    assertThat(apart.html().select("h1").text()).isEqualTo("דנה");

    Shown edited =
        console.submitAndFollow(
            apart, "form:has(input[name=revision])", Map.of("name", "דנה כהן", "do-not-call", "1"));
    assertThat(edited.html().select("h1").text()).isEqualTo("דנה כהן");
    assertThat(edited.html().select("a[href^=tel]")).isEmpty();
    assertThat(
            console
                .get("/b/clinic/people?q=" + URLEncoder.encode("כהן", StandardCharsets.UTF_8))
                .html()
                .select(".rows > li"))
        .hasSize(1);
    assertThat(console.get("/b/clinic/people.csv").text()).contains("דנה כהן");
    var csrf =
        Map.of("csrf", console.get("/b/clinic/people-import").html().select("[name=csrf]").val());
    byte[] table = "name,numbers\nיעל,050-7654321\nאין,abc\n".getBytes(StandardCharsets.UTF_8);
    Shown taken = console.upload("/b/clinic/people-import", csrf, "file", "people.csv", table);
    assertThat(taken.html().select(".facts dd").eachText()).containsExactly("1", "0", "0", "1");
    assertThat(taken.html().select(".bullets").text()).contains("שורה 3", "אינו מספר טלפון");
    assertThat(console.get("/b/clinic/people").text()).contains("יעל");
    Shown none =
        console.upload(
            "/b/clinic/people-import",
            csrf,
            "file",
            "people.vcf",
            "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.html().select("[role=alert]").text()).contains("אין בקובץ אנשי קשר");
  }
}
