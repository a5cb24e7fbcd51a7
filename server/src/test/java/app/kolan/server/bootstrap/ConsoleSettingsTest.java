package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.DirectoryStore.NewVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Drafts of settings in the console, and what becomes of them, over real sockets.
@Tag("socket")
class ConsoleSettingsTest extends ConsoleSettingsFixture {
  @Test
  void a_change_is_a_draft_that_is_compared_published_and_taken_back() throws Exception {
    Shown saved =
        console.submitAndFollow(part("greeting"), FORM, Map.of("greeting", "בוקר טוב, מרפאה"));
    assertThat(saved.html().select(".draft a[href$=/changes]")).hasSize(1);
    assertThat(version(2).path("state").asText()).isEqualTo("DRAFT");
    assertThat(api.comesIn(ApiByHand.CALL, "+97231111111")).contains("שלום");

    Shown changes = console.get(SETTINGS + "/changes");
    assertThat(changes.html().select(".changes dt").eachText()).containsExactly("פתיח");
    assertThat(changes.html().select(".changes del").text()).contains("שלום");
    assertThat(changes.html().select(".changes ins").text()).contains("בוקר טוב, מרפאה");
    Shown published =
        console.submitAndFollow(
            changes, "form[action$=/publish]", Map.of("note", "פתיח <b>חדש</b>"));

    assertThat(published.html().select(".draft")).isEmpty();
    assertThat(api.comesIn(ApiByHand.CALL.replace('1', '2'), "+97231111111"))
        .contains("בוקר טוב, מרפאה");
    Shown list = console.get(SETTINGS + "/versions");
    assertThat(list.html().expectFirst(".rows > li").text())
        .contains("פתיח <b>חדש</b>", "פורסמה", "owner@example.com");

    Shown first = console.get(SETTINGS + "/versions/1");
    console.submitAndFollow(first, "form[action$=/publish]", Map.of());
    assertThat(version(1).path("state").asText()).isEqualTo("PUBLISHED");
    assertThat(audited())
        .contains(
            "settings.draft version:2", "settings.publish version:3", "settings.publish version:1");
  }

  @Test
  void a_form_that_somebody_else_has_overtaken_is_refused_and_keeps_what_was_typed()
      throws Exception {
    Shown mine = part("greeting");
    save("greeting", Map.of("greeting", "של מישהו אחר"));

    Shown refused = console.submit(mine, FORM, Map.of("greeting", "שלי"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.html().select("[role=alert]").text()).contains("מישהו אחר שינה");
    assertThat(refused.html().select("#greeting").val()).isEqualTo("שלי");
    assertThat(document(2)).contains("של מישהו אחר");
    console.submitAndFollow(refused, FORM, Map.of());
    assertThat(document(3)).contains("שלי");
  }

  @Test
  void a_draft_is_given_up_and_stays_in_the_list() throws Exception {
    save("greeting", Map.of("greeting", "אחר"));
    Shown changes = console.get(SETTINGS + "/changes");

    Shown after = console.submitAndFollow(changes, "form[action$=/discard]", Map.of());

    assertThat(after.html().select(".draft")).isEmpty();
    assertThat(version(2).path("state").asText()).isEqualTo("ARCHIVED");
    assertThat(console.get(SETTINGS + "/changes").status()).isEqualTo(303);
    Shown late = console.submit(changes, "form[action$=/publish]", Map.of());
    assertThat(late.status()).isEqualTo(409);
    assertThat(version(1).path("state").asText()).isEqualTo("PUBLISHED");
  }

  @Test
  void who_may_only_read_sees_the_forms_and_cannot_use_them() throws Exception {
    save("greeting", Map.of("greeting", "אחר"));
    console.signIn("staff@example.com");

    Shown page = part("greeting");
    assertThat(page.html().select(".notice").text()).contains("מותר לקרוא");
    assertThat(page.html().select("fieldset[disabled]")).hasSize(1);
    assertThat(page.html().select("main button[type=submit]")).isEmpty();
    assertThat(console.get(SETTINGS + "/changes").html().select("form[action$=/publish]"))
        .isEmpty();
    String csrf = console.get("/b/clinic/more").html().select("input[name=csrf]").attr("value");
    assertThat(
            console
                .post(SETTINGS + "/edit/greeting", Map.of("csrf", csrf, "greeting", "x"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void settings_of_a_file_can_be_read_and_say_why_not_more() throws Exception {
    console.user("operator@example.com", true, Map.of());
    console.signIn("operator@example.com");

    Shown page = console.get("/b/main/receptionist/edit/greeting");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.html().select(".notice").text()).contains("kolan.yaml");
    assertThat(page.html().select("#name").val()).isEqualTo("Kolan");
    Shown refused = console.submit(page, FORM, Map.of("greeting", "x"));
    assertThat(refused.status()).isEqualTo(403);
    for (String path : List.of("", "/edit/hours", "/edit/people", "/versions")) {
      assertThat(console.get("/b/main/receptionist" + path).status()).as(path).isEqualTo(200);
    }
    assertThat(console.get("/b/main/receptionist/versions/1").status()).isEqualTo(404);
  }

  @Test
  void odd_requests_are_answered_in_order() throws Exception {
    Shown page = part("greeting");
    assertThat(console.submit(page, FORM, Map.of("newest", "x")).status()).isEqualTo(400);
    String csrf = page.html().select("input[name=csrf]").attr("value");
    for (Map<String, String> fields :
        List.of(Map.of("csrf", csrf), Map.of("csrf", csrf, "newest", "1"))) {
      assertThat(console.post(SETTINGS + "/edit/greeting", fields).status()).isEqualTo(400);
    }
    assertThat(console.get(SETTINGS + "/edit/nosuch").status()).isEqualTo(404);
    assertThat(console.get(SETTINGS + "/versions/99").status()).isEqualTo(404);
    assertThat(console.get(SETTINGS + "/sounds/nosuch").status()).isEqualTo(404);
    assertThat(console.post(SETTINGS + "/publish", Map.of("csrf", csrf, "version", "99")).status())
        .isEqualTo(404);
    // This business has no voice of a provider.
    assertThat(console.post(SETTINGS + "/hear", Map.of("csrf", csrf, "text", "שלום")).status())
        .isEqualTo(503);
  }

  @Test
  void why_a_draft_cannot_be_published_is_told_in_the_language_of_the_page() throws Exception {
    long clinic = api.server.directories().store().find("clinic").orElseThrow().id();
    var _ =
        api.server
            .directories()
            .store()
            .addDraft(
                clinic, new NewVersion("zone: Mars/Base\n", "user:1", false, ""), Instant.now());

    Shown refused =
        console.submit(console.get(SETTINGS + "/changes"), "form[action$=/publish]", Map.of());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html().select("[role=alert] li").text()).contains("zone", "אזור");
    assertThat(refused.html().select("[role=alert] [lang=en]")).isEmpty();
  }
}
