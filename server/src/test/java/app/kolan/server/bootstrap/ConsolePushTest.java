package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.Role;
import app.kolan.server.notify.push.PushSettings;
import app.kolan.server.store.CallOutcome;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts on devices, over real sockets, to a push service that decrypts them.
@Tag("socket")
class ConsolePushTest {
  private static final String ALERTS = "/b/bakery/alerts";
  private static final String SWITCH = "form[data-push]";
  private static final PhoneNumber DANA = new PhoneNumber("+972541234567");

  @TempDir private Path data;
  private PushServer push;
  private ApiByHand api;
  private ConsoleByHand console;
  private long bakery;

  @BeforeEach
  void start() throws Exception {
    push = new PushServer();
    api =
        ApiByHand.start(
            ApiByHand.config(data).with(PushSettings.GROUP, new PushSettings(true)).build());
    bakery =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("bakery", "bakery", null, List.of("+97233333333")),
                "name: bakery\nlocal-tools: true\n",
                "",
                Author.COMMAND)
            .id();
    console = new ConsoleByHand(api.server);
    console.user("baker@example.com", false, Map.of(bakery, Role.OWNER));
    console.user("auditor@example.com", false, Map.of(bakery, Role.AUDITOR));
    console.signIn("baker@example.com");
  }

  @AfterEach
  void stop() {
    console.close();
    api.close();
    push.close();
  }

  /// Switches the device on, also for Shabbat: the test runs on every day.
  private Shown switchOn() throws Exception {
    Shown page = console.get(ALERTS);
    assertThat(page.html().select("input[name=shabbat][checked]").removeAttr("checked")).hasSize(1);
    return console.submitAndFollow(page, SWITCH, push.subscription());
  }

  private int devices() {
    try {
      return console.get(ALERTS).html().select("[data-device]").size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode alert() {
    try {
      return api.get("/businesses/bakery/alerts?channel=push").path("items").path(0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode told(int number) throws Exception {
    Await.until("it is not told", () -> push.messages.size() > number);
    return ApiByHand.JSON.readTree(push.messages.get(number).text());
  }

  @Test
  void a_device_is_told_of_a_call_and_a_click_leads_to_its_lead() throws Exception {
    Shown on = switchOn();
    assertThat(on.html().select("[data-device] bdi").text()).isEqualTo("Android");
    assertThat(on.text()).doesNotContain("very-secret");
    var call = new CallSid("CA%032d".formatted(7));
    Instant at = Instant.now().minusSeconds(20);
    api.server
        .stores()
        .calls()
        .addArrival(call, TwilioByHand.ACCOUNT, bakery, 1, DANA, DANA, "t", at);
    api.server.stores().calls().settle(call, CallOutcome.HUNG_UP, null, at.plusSeconds(10));

    JsonNode alert = told(0);

    assertThat(alert.path("title").asText()).isEqualTo("שיחה שלא נענתה: " + DANA.value());
    assertThat(alert.path("page").asText()).isEqualTo("/leads/" + call.value());
    Map<String, String> headers = push.messages.getFirst().headers();
    assertThat(headers)
        .containsEntry("content-encoding", "aes128gcm")
        .containsEntry("urgency", "high")
        .containsKeys("ttl", "topic");
    assertThat(headers.get("authorization"))
        .startsWith("vapid t=")
        .endsWith("k=" + console.get(ALERTS).html().select(SWITCH).attr("data-push"));
    assertThat(console.get("/leads/" + call.value()).location())
        .isEqualTo("/b/bakery/leads/" + call.value());
    assertThat(console.get("/leads/CA" + "9".repeat(32)).status()).isEqualTo(404);
  }

  @Test
  void a_device_is_tested_switched_off_and_forgotten_when_it_is_gone() throws Exception {
    switchOn();
    Shown page = switchOn();
    assertThat(page.html().select("[data-device]")).hasSize(1);
    console.submitAndFollow(page, "[data-device] form", Map.of("test", "1"));
    assertThat(told(0).path("title").asText()).isEqualTo("התראת בדיקה");

    push.status = 410;
    console.submitAndFollow(page, "[data-device] form", Map.of("test", "1"));
    Await.until("it is not forgotten", () -> push.messages.size() > 1 && devices() == 0);
    assertThat(api.get("/businesses/bakery/alerts?state=FAILED&channel=push").path("items"))
        .hasSize(1);

    push.status = 201;
    Shown again = switchOn();
    assertThat(again.html().select("[data-device] .confirm .problem").text()).contains("התראות");
    console.submitAndFollow(again, "[data-device] .confirm form", Map.of());
    assertThat(console.get(ALERTS).html().select("[data-device]")).isEmpty();
  }

  @Test
  void a_push_service_on_this_machine_is_not_asked_for_a_business_with_local_tools()
      throws Exception {
    console.close();
    api.close();
    api = ApiByHand.start(data);
    console = new ConsoleByHand(api.server);
    console.signIn("baker@example.com");

    console.submitAndFollow(switchOn(), "[data-device] form", Map.of("test", "1"));

    Await.until("the alert does not fail", () -> alert().path("attempts").asInt() > 0);
    assertThat(alert().path("problem").asText()).isNotEmpty();
    assertThat(push.messages).isEmpty();
  }

  @Test
  void what_is_no_browser_is_refused_and_so_is_who_may_not_know_of_callers() throws Exception {
    Shown page = console.get(ALERTS);
    var odd = new HashMap<>(push.subscription());
    odd.put("key", "AAAA");
    assertThat(console.submit(page, SWITCH, odd).status()).isEqualTo(400);
    String device = switchOn().html().select("[data-device] form").attr("action");

    console.signIn("auditor@example.com");
    Shown seen = console.get(ALERTS);
    assertThat(seen.html().select(SWITCH)).isEmpty();
    var fields = new HashMap<>(push.subscription());
    fields.put("csrf", seen.html().select("input[name=csrf]").val());
    assertThat(console.post(ALERTS + "/devices", fields).status()).isEqualTo(403);
    assertThat(console.post(device.replaceFirst("^/console", ""), fields).status()).isEqualTo(404);
  }

  @Test
  void the_console_can_be_installed_and_keeps_nothing_of_people() throws Exception {
    Shown manifest = console.get("/manifest.webmanifest?language=en");
    JsonNode json = ApiByHand.JSON.readTree(manifest.text());
    assertThat(manifest.header("content-type")).startsWith("application/manifest+json");
    assertThat(json.path("scope").asText()).isEqualTo("/console/");
    for (JsonNode icon : json.path("icons")) {
      String path = icon.path("src").asText().replaceFirst("^/console", "");
      assertThat(console.get(path).header("content-type")).isEqualTo(icon.path("type").asText());
    }
    assertThat(console.get("/worker.js").header("content-type")).startsWith("text/javascript");
    assertThat(console.get("/offline").html().select("[lang]").eachAttr("lang"))
        .contains("he", "en");
  }
}
