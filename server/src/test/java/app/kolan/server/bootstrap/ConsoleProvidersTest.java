package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.Role;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of a business's providers and numbers, over real sockets.
@Tag("socket")
class ConsoleProvidersTest {
  private static final String SHOP = "/b/shop";

  @TempDir private Path data;
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private ApiByHand api;
  private ConsoleByHand console;
  private long shop;

  @BeforeEach
  void start() throws Exception {
    voice.start();
    api = ApiByHand.start(data);
    shop =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("shop", "shop", null, List.of("+97231111111")),
                """
                mind: openai/a-model
                recogniser: deepgram
                voice: azure
                providers:
                  openai: { key: a-very-secret-key, url: "http://127.0.0.1:9/v1" }
                  deepgram: { key: a-very-secret-key, url: "ws://127.0.0.1:9" }
                  azure: { key: stand-in-key, url: "%s" }
                """
                    .formatted(voice.url()),
                "",
                Author.COMMAND)
            .id();
    console = new ConsoleByHand(api.server);
    console.user("owner@example.com", false, Map.of(shop, Role.OWNER));
    console.user("staff@example.com", false, Map.of(shop, Role.STAFF));
    console.user("operator@example.com", true, Map.of());
    console.signIn("owner@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
    voice.close();
  }

  @Test
  void who_does_what_by_whose_key_is_shown_and_no_key_is() throws Exception {
    Shown page = console.get(SHOP + "/providers");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.html().select(".rows > li").eachAttr("id"))
        .containsExactly("stt-0", "llm-0", "tts-0");
    assertThat(page.html().select("#llm-0").text())
        .contains("openai", "a-model", "מפתח של העסק", "לא ידוע על תקלה");
    assertThat(page.html().select("#month-title + p").text()).contains("$0.00");
    assertThat(page.text()).doesNotContain("a-very-secret-key").doesNotContain("stand-in-key");
    assertThat(console.get(SHOP + "/receptionist/edit/providers").text())
        .doesNotContain("a-very-secret-key");
  }

  @Test
  void a_provider_is_tried_with_a_word_and_says_how_long_it_took_or_why_not() throws Exception {
    Shown page = console.get(SHOP + "/providers");

    Shown well = console.submit(page, "#tts-0 form", Map.of());
    assertThat(well.html().select("#tts-0 [role=status]").text()).matches("ענה \\d+ ms");
    assertThat(voice.requests()).hasSize(1);

    Shown unreachable = console.submit(page, "#llm-0 form", Map.of());
    assertThat(unreachable.html().select("#llm-0 [role=status]").text())
        .startsWith("אי אפשר להגיע אליו");
    // A trial is none of the calls' failures.
    assertThat(console.get(SHOP + "/providers").html().expectFirst("#llm-0 .tag").text())
        .isEqualTo("לא ידוע על תקלה");

    assertThat(console.submit(page, "#tts-0 form", Map.of("position", "7")).status())
        .isEqualTo(409);
    for (String job : List.of("TELEPHONY", "nosuch", "")) {
      assertThat(console.submit(page, "#tts-0 form", Map.of("job", job)).status())
          .as(job)
          .isIn(400, 409);
    }
    assertThat(api.get("/businesses/shop/audit").toString()).contains("provider.try");
  }

  @Test
  void a_key_is_written_into_the_draft_and_never_comes_back() throws Exception {
    api.business("garage", "+97232222222");
    console.signIn("operator@example.com");
    Shown page = console.get("/b/garage/receptionist/edit/providers");

    Shown missing = console.submit(page, "form.settings", Map.of("new-key", "sk-1"));
    assertThat(missing.html().select("#new-provider-problem").text())
        .contains("צריך לבחור לאיזה ספק המפתח");
    assertThat(missing.text()).doesNotContain("sk-1");
    console.submitAndFollow(
        page,
        "form.settings",
        Map.of(
            "new-provider",
            "openai",
            "new-key",
            "sk-first",
            "mind",
            "openai",
            "voice",
            "openai",
            "recogniser",
            "openai"));
    Shown set = console.get("/b/garage/receptionist/edit/providers");
    assertThat(set.html().select(".plain-list").text()).contains("openai", "מוגדר");
    assertThat(set.text()).doesNotContain("sk-first");
    Shown changes = console.get("/b/garage/receptionist/changes");
    assertThat(changes.text()).doesNotContain("sk-first").contains("המפתח של");
    console.submitAndFollow(changes, "form[action$=/publish]", Map.of());
    assertThat(console.get("/b/garage/providers").html().select(".rows > li")).hasSize(3);

    console.submitAndFollow(
        console.get("/b/garage/receptionist/edit/providers"),
        "form.settings",
        Map.of("new-provider", "openai", "new-key", "sk-second"));
    Shown other = console.get("/b/garage/receptionist/changes");
    assertThat(other.html().select("main").text()).contains("השתנה, ולא מוצג");
    assertThat(other.text()).doesNotContain("sk-second");
    Shown refused =
        console.submit(
            console.get("/b/garage/receptionist/edit/providers"),
            "form.settings",
            Map.of("removed.openai", "1"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(
            console
                .submit(
                    console.get("/b/garage/receptionist/edit/providers"),
                    "form.settings",
                    Map.of("mind", "opnai"))
                .html()
                .select("#mind-problem")
                .text())
        .contains("did you mean openai");
  }

  @Test
  void staff_sees_who_talks_and_neither_cost_nor_trials() throws Exception {
    console.signIn("staff@example.com");

    Shown page = console.get(SHOP + "/providers");

    assertThat(page.html().select(".rows > li")).hasSize(3);
    assertThat(page.html().select("#month-title, main form")).isEmpty();
  }

  @Test
  void numbers_are_shown_with_their_account_and_the_doctors_command() throws Exception {
    Shown page = console.get(SHOP + "/numbers");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.html().select(".numbers > li").text()).contains("+97231111111");
    assertThat(page.html().select("#examination .command code").text()).isEqualTo("kolan doctor");
    assertThat(page.html().select("[role=alert], #rejections-title")).isEmpty();
  }

  @Test
  void who_runs_the_server_sees_which_requests_were_refused_and_why() throws Exception {
    assertThat(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(
                            URI.create(
                                "http://127.0.0.1:%d/webhook/incoming_call"
                                    .formatted(api.server.port())))
                        .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA1"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(403);
    console.signIn("operator@example.com");

    Shown page = console.get(SHOP + "/numbers");

    Element refused = page.html().expectFirst("#rejections-title ~ .entries > li");
    assertThat(refused.text()).contains("POST").contains("/webhook/incoming_call");
    assertThat(refused.select("[lang=en]")).isNotEmpty();
    assertThat(console.get("/b/main/numbers").html().select("main").text())
        .contains("kolan doctor");
  }
}
