package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.api.ContractFilter;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.identity.Permission;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API of a server, over real sockets. Every answer is held against the contract.
@Tag("socket")
class ApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String CLINIC = "+97231111111";
  private static final String GARAGE = "+97232222222";

  @TempDir private Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private PhoneServer server;
  private TwilioByHand twilio;
  private String key;

  @BeforeEach
  void start() throws Exception {
    var settings =
        new TwilioSettings(
            TwilioByHand.ACCOUNT,
            List.of(new Secret(TwilioByHand.TOKEN)),
            URI.create("http://127.0.0.1:9"));
    server =
        PhoneServer.start(
            Config.builder(settings, data)
                .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow())
                .build());
    twilio = TwilioByHand.calling(server.port());
    key = key(null, EnumSet.allOf(Permission.class));
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  @Test
  void a_business_is_added_from_yaml_and_answers_at_the_next_call() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום מהמרפאה");
    addFromYaml("garage", GARAGE, "שלום מהמוסך");

    assertThat(comesIn(CALL, CLINIC)).contains("שלום מהמרפאה");
    assertThat(get("/businesses/clinic/calls").path("items"))
        .singleElement()
        .satisfies(call -> assertThat(call.path("sid").asText()).isEqualTo(CALL));
    assertThat(get("/businesses/garage/calls").path("items")).isEmpty();
    assertThat(send("GET", "/businesses/garage/calls/" + CALL, null, null).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_key_of_one_business_finds_nothing_of_another() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום מהמרפאה");
    addFromYaml("garage", GARAGE, "שלום מהמוסך");
    comesIn(CALL, CLINIC);
    long garage = get("/businesses/garage").path("id").asLong();
    key = key(garage, EnumSet.allOf(Permission.class));

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
      assertThat(send("GET", "/businesses/clinic" + path, null, null).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(get("/businesses").path("items")).hasSize(1);
    assertThat(send("GET", "/keys", null, null).statusCode()).isEqualTo(403);

    key = key(garage, EnumSet.of(Permission.CALLS_READ));
    assertThat(send("GET", "/businesses/garage/calls", null, null).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/businesses/garage/leads", null, null).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/businesses/clinic/leads", null, null).statusCode()).isEqualTo(404);
  }

  @Test
  void what_a_month_and_a_call_have_used_is_shown_with_its_estimated_cost() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום");
    comesIn(CALL, CLINIC);
    var call = new CallSid(CALL);
    server
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

    JsonNode month = get("/businesses/clinic/usage");
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
    assertThat(get("/businesses/clinic/usage?month=2020-01").path("calls").asInt()).isZero();
    assertThat(send("GET", "/businesses/clinic/usage?month=May", null, null).statusCode())
        .isEqualTo(400);
    assertThat(get("/businesses/clinic/calls/" + CALL).path("usage").path("estimatedUsd").asText())
        .isEqualTo("0.150000");

    key = key(null, EnumSet.of(Permission.CALLS_READ));
    assertThat(get("/businesses/clinic/calls/" + CALL).has("usage")).isFalse();
    assertThat(send("GET", "/businesses/clinic/usage", null, null).statusCode()).isEqualTo(403);
  }

  @Test
  void a_change_is_live_at_the_next_call_and_taken_back() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום מהמרפאה");
    HttpResponse<String> draft =
        send(
            "POST",
            "/businesses/clinic/settings/versions",
            "application/json",
            "{\"document\":\"greeting: בוקר טוב\",\"note\":\"new\"}");
    assertThat(draft.statusCode()).isEqualTo(201);
    assertThat(comesIn(CALL, CLINIC)).contains("שלום מהמרפאה");

    assertThat(
            send("POST", "/businesses/clinic/settings/versions/2/publish", null, null).statusCode())
        .isEqualTo(200);
    assertThat(comesIn("CA" + "2".repeat(32), CLINIC)).contains("בוקר טוב");
    assertThat(get("/businesses/clinic/settings/versions/2/diff?from=1").path("text").asText())
        .contains("בוקר טוב");

    assertThat(
            send("POST", "/businesses/clinic/settings/versions/1/publish", null, null).statusCode())
        .isEqualTo(200);
    assertThat(comesIn("CA" + "3".repeat(32), CLINIC)).contains("שלום מהמרפאה");
  }

  @Test
  void mistakes_in_settings_are_listed_with_their_remedies() throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/businesses",
            "application/yaml",
            "slug: clinic\nmode: sing\nnumbers: [\"12\"]");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("errors"))
        .extracting(error -> error.path("at").asText())
        .anySatisfy(at -> assertThat(at).contains("mode"))
        .contains("numbers");
    assertThat(send("GET", "/businesses/clinic", null, null).statusCode()).isEqualTo(404);
  }

  @Test
  void a_change_needs_the_state_from_which_it_was_made() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום");
    String etag =
        send("GET", "/businesses/clinic", null, null).headers().firstValue("ETag").orElseThrow();

    assertThat(
            send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"A\"}")
                .statusCode())
        .isEqualTo(428);
    var match = Map.of("If-Match", etag);
    assertThat(
            send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"A\"}", match)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"B\"}", match)
                .statusCode())
        .isEqualTo(412);
    assertThat(get("/businesses/clinic").path("name").asText()).isEqualTo("A");
  }

  @Test
  void a_repeated_request_is_done_once_also_after_a_restart() throws Exception {
    var once = Map.of("Idempotency-Key", "first");
    String wish = "{\"name\":\"x\",\"scopes\":[\"calls:read\"]}";
    HttpResponse<String> first = send("POST", "/keys", "application/json", wish, once);
    assertThat(first.statusCode()).isEqualTo(201);
    server.close();
    String mine = key;
    start();
    key = mine;

    HttpResponse<String> second = send("POST", "/keys", "application/json", wish, once);
    assertThat(second.body()).isEqualTo(first.body());
    HttpResponse<String> other =
        send("POST", "/keys", "application/json", wish.replace("x", "y"), once);
    assertThat(other.statusCode()).isEqualTo(422);
  }

  @Test
  void a_stranger_is_refused_before_his_body_is_read() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/businesses"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    key = "kolan_0123456789_" + "a".repeat(32);
    assertThat(send("GET", "/businesses", null, null).statusCode()).isEqualTo(401);
  }

  @Test
  void methods_and_forms_that_are_not_there_are_said() throws Exception {
    HttpResponse<String> answer = send("DELETE", "/businesses", null, null);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    assertThat(send("POST", "/businesses", "text/plain", "x").statusCode()).isEqualTo(415);
    assertThat(send("POST", "/businesses", "application/json", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/businesses", "application/json", "{}").statusCode()).isEqualTo(422);
    assertThat(send("POST", "/businesses", "application/json", "x".repeat(2_000_000)).statusCode())
        .isEqualTo(413);
    assertThat(send("GET", "/nothing", null, null).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/businesses?limit=1000", null, null).statusCode()).isEqualTo(400);
  }

  @Test
  void a_key_that_asks_too_often_is_told_when_to_come_again() throws Exception {
    HttpResponse<String> last = send("GET", "/me", null, null);
    for (int i = 0; i < 1000 && last.statusCode() == 200; i++) {
      last = send("GET", "/me", null, null);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("RateLimit-Remaining")).contains("0");
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void calls_are_watched_as_they_ring() throws Exception {
    addFromYaml("clinic", CLINIC, "שלום");
    addFromYaml("garage", GARAGE, "שלום");
    HttpResponse<java.io.InputStream> stream =
        http.send(
            request("GET", "/businesses/clinic/events", null, null, Map.of()),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(": connected");
      comesIn("CA" + "4".repeat(32), GARAGE);
      comesIn(CALL, CLINIC);
      String text = "";
      while (!text.startsWith("data:")) {
        text = lines.readLine();
      }
      assertThat(text).contains(CALL, CLINIC);
    }
  }

  private String key(@Nullable Long business, Set<Permission> scopes) {
    return server
        .identity()
        .keys()
        .add("test", business, scopes, null, AuditActor.COMMAND)
        .text()
        .value();
  }

  private void addFromYaml(String slug, String number, String greeting) throws Exception {
    HttpResponse<String> answer =
        send(
            "POST",
            "/businesses",
            "application/yaml",
            "slug: %s\nname: %s\nnumbers: [\"%s\"]\ngreeting: %s\n"
                .formatted(slug, slug, number, greeting));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private String comesIn(String call, String called) throws Exception {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("AccountSid", TwilioByHand.ACCOUNT);
    form.put("To", called);
    return twilio.post(TwilioPaths.INCOMING_CALL, form).body();
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path, null, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String type, @Nullable String body) throws Exception {
    return send(method, path, type, body, Map.of());
  }

  private HttpResponse<String> send(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers)
      throws Exception {
    HttpResponse<String> answer =
        http.send(request(method, path, type, body, headers), HttpResponse.BodyHandlers.ofString());
    ContractFilter.check(
        method,
        path,
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.body());
    return answer;
  }

  private HttpRequest request(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + key)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return request.build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path);
  }
}
