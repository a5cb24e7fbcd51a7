package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.identity.Permission;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API of a server, over real sockets. Every answer is held against the contract.
@Tag("socket")
class ApiTest {
  private static final String CALL = ApiByHand.CALL;
  private static final String CLINIC = "+97231111111";
  private static final String GARAGE = "+97232222222";

  @TempDir private Path data;
  private ApiByHand api;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_business_is_added_from_yaml_and_answers_at_the_next_call() throws Exception {
    api.business("clinic", CLINIC, "שלום מהמרפאה");
    api.business("garage", GARAGE, "שלום מהמוסך");

    assertThat(api.comesIn(CALL, CLINIC)).contains("שלום מהמרפאה");
    assertThat(api.get("/businesses/clinic/calls").path("items"))
        .singleElement()
        .satisfies(call -> assertThat(call.path("sid").asText()).isEqualTo(CALL));
    assertThat(api.get("/businesses/garage/calls").path("items")).isEmpty();
    assertThat(api.send("GET", "/businesses/garage/calls/" + CALL).statusCode()).isEqualTo(404);
  }

  @Test
  void a_key_of_one_business_finds_nothing_of_another() throws Exception {
    api.business("clinic", CLINIC, "שלום מהמרפאה");
    api.business("garage", GARAGE, "שלום מהמוסך");
    api.comesIn(CALL, CLINIC);
    long garage = api.get("/businesses/garage").path("id").asLong();
    api.credential = api.key(garage, EnumSet.allOf(Permission.class));

    for (String path :
        List.of(
            "",
            "/calls",
            "/calls/" + CALL,
            "/leads",
            "/settings/versions",
            "/keys",
            "/users",
            "/audit",
            "/numbers",
            "/usage",
            "/events")) {
      assertThat(api.send("GET", "/businesses/clinic" + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(api.get("/businesses").path("items")).hasSize(1);
    assertThat(api.send("GET", "/keys").statusCode()).isEqualTo(403);

    api.credential = api.key(garage, EnumSet.of(Permission.CALLS_READ));
    assertThat(api.send("GET", "/businesses/garage/calls").statusCode()).isEqualTo(200);
    assertThat(api.send("GET", "/businesses/garage/leads").statusCode()).isEqualTo(403);
    assertThat(api.send("GET", "/businesses/clinic/leads").statusCode()).isEqualTo(404);
  }

  @Test
  void what_a_month_and_a_call_have_used_is_shown_with_its_estimated_cost() throws Exception {
    api.business("clinic", CLINIC, "שלום");
    api.comesIn(CALL, CLINIC);
    var call = new CallSid(CALL);
    api.server
        .stores()
        .usage()
        .write(
            call,
            List.of(
                new ProviderUsage(
                    UsageJob.LLM,
                    "openai",
                    "gpt-6-luna",
                    UsageUnits.ofText(1_000_000, 0, 100_000),
                    true),
                new ProviderUsage(
                    UsageJob.LLM, "openai", "unheard-of", UsageUnits.ofText(1, 0, 1), false)),
            Instant.now());

    JsonNode month = api.get("/businesses/clinic/usage");
    assertThat(month.path("calls").asInt()).isEqualTo(1);
    assertThat(month.path("estimatedUsd").asText()).isEqualTo("0.150000");
    assertThat(month.path("complete").asBoolean(true)).isFalse();
    assertThat(month.path("items"))
        .anySatisfy(
            item -> {
              assertThat(item.path("model").asText()).isEqualTo("gpt-6-luna");
              assertThat(item.path("textIn").asLong()).isEqualTo(1_000_000);
              assertThat(item.path("unitsEstimated").asBoolean()).isTrue();
              assertThat(item.path("estimatedUsd").asText()).isEqualTo("0.150000");
            })
        .anySatisfy(
            item -> {
              assertThat(item.path("model").asText()).isEqualTo("unheard-of");
              assertThat(item.path("estimatedUsd").isNull()).isTrue();
            });
    assertThat(api.get("/businesses/clinic/usage?month=2020-01").path("calls").asInt()).isZero();
    assertThat(api.send("GET", "/businesses/clinic/usage?month=May").statusCode()).isEqualTo(400);
    assertThat(
            api.get("/businesses/clinic/calls/" + CALL).path("usage").path("estimatedUsd").asText())
        .isEqualTo("0.150000");

    api.credential = api.key(null, EnumSet.of(Permission.CALLS_READ));
    assertThat(api.get("/businesses/clinic/calls/" + CALL).has("usage")).isFalse();
    assertThat(api.send("GET", "/businesses/clinic/usage").statusCode()).isEqualTo(403);
  }

  @Test
  void a_change_is_live_at_the_next_call_and_taken_back() throws Exception {
    api.business("clinic", CLINIC, "שלום מהמרפאה");
    HttpResponse<String> draft =
        api.send(
            "POST",
            "/businesses/clinic/settings/versions",
            "application/json",
            "{\"document\":\"greeting: בוקר טוב\",\"note\":\"new\"}");
    assertThat(draft.statusCode()).isEqualTo(201);
    assertThat(api.comesIn(CALL, CLINIC)).contains("שלום מהמרפאה");

    assertThat(api.send("POST", "/businesses/clinic/settings/versions/2/publish").statusCode())
        .isEqualTo(200);
    assertThat(api.comesIn("CA" + "2".repeat(32), CLINIC)).contains("בוקר טוב");
    assertThat(api.get("/businesses/clinic/settings/versions/2/diff?from=1").path("text").asText())
        .contains("בוקר טוב");

    assertThat(api.send("POST", "/businesses/clinic/settings/versions/1/publish").statusCode())
        .isEqualTo(200);
    assertThat(api.comesIn("CA" + "3".repeat(32), CLINIC)).contains("שלום מהמרפאה");
  }

  @Test
  void mistakes_in_settings_are_listed_with_their_remedies() throws Exception {
    HttpResponse<String> answer =
        api.send(
            "POST",
            "/businesses",
            "application/yaml",
            "slug: clinic\nmode: sing\nnumbers: [\"12\"]");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(ApiByHand.JSON.readTree(answer.body()).path("errors"))
        .extracting(error -> error.path("at").asText())
        .anySatisfy(at -> assertThat(at).contains("mode"))
        .contains("numbers");
    assertThat(api.send("GET", "/businesses/clinic").statusCode()).isEqualTo(404);
  }

  @Test
  void a_change_needs_the_state_from_which_it_was_made() throws Exception {
    api.business("clinic", CLINIC, "שלום");
    String etag = api.send("GET", "/businesses/clinic").headers().firstValue("ETag").orElseThrow();

    assertThat(
            api.send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"A\"}")
                .statusCode())
        .isEqualTo(428);
    var match = Map.of("If-Match", etag);
    assertThat(
            api.send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"A\"}", match)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            api.send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"B\"}", match)
                .statusCode())
        .isEqualTo(412);
    assertThat(api.get("/businesses/clinic").path("name").asText()).isEqualTo("A");
  }

  @Test
  void a_repeated_request_is_done_once_also_after_a_restart() throws Exception {
    var once = Map.of("Idempotency-Key", "first");
    String wish = "{\"name\":\"x\",\"scopes\":[\"calls:read\"]}";
    HttpResponse<String> first = api.send("POST", "/keys", "application/json", wish, once);
    assertThat(first.statusCode()).isEqualTo(201);
    api.close();
    String mine = api.credential;
    start();
    api.credential = mine;

    HttpResponse<String> second = api.send("POST", "/keys", "application/json", wish, once);
    assertThat(second.body()).isEqualTo(first.body());
    HttpResponse<String> other =
        api.send("POST", "/keys", "application/json", wish.replace("x", "y"), once);
    assertThat(other.statusCode()).isEqualTo(422);
  }

  @Test
  void a_stranger_is_refused_before_his_body_is_read() throws Exception {
    api.credential = "";
    HttpResponse<String> answer = api.send("POST", "/businesses", "{}");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    api.credential = "kolan_0123456789_" + "a".repeat(32);
    assertThat(api.send("GET", "/businesses").statusCode()).isEqualTo(401);
  }

  @Test
  void methods_and_forms_that_are_not_there_are_said() throws Exception {
    HttpResponse<String> answer = api.send("DELETE", "/businesses");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    assertThat(api.send("POST", "/businesses", "text/plain", "x").statusCode()).isEqualTo(415);
    assertThat(api.send("POST", "/businesses", "application/json", "{").statusCode())
        .isEqualTo(400);
    assertThat(api.send("POST", "/businesses", "application/json", "{}").statusCode())
        .isEqualTo(422);
    assertThat(
            api.send("POST", "/businesses", "application/json", "x".repeat(2_000_000)).statusCode())
        .isEqualTo(413);
    assertThat(api.send("GET", "/nothing").statusCode()).isEqualTo(404);
    assertThat(api.send("GET", "/businesses?limit=1000").statusCode()).isEqualTo(400);
  }

  @Test
  void a_key_that_asks_too_often_is_told_when_to_come_again() throws Exception {
    HttpResponse<String> last = api.send("GET", "/me");
    for (int i = 0; i < 1000 && last.statusCode() == 200; i++) {
      last = api.send("GET", "/me");
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("RateLimit-Remaining")).contains("0");
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void calls_are_watched_as_they_ring() throws Exception {
    api.business("clinic", CLINIC, "שלום");
    api.business("garage", GARAGE, "שלום");
    HttpResponse<InputStream> stream = api.open("/businesses/clinic/events", Map.of());
    assertThat(stream.statusCode()).isEqualTo(200);
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(": connected");
      api.comesIn("CA" + "4".repeat(32), GARAGE);
      api.comesIn(CALL, CLINIC);
      String text = "";
      while (!text.startsWith("data:")) {
        text = lines.readLine();
      }
      assertThat(text).contains(CALL, CLINIC);
    }
  }
}
