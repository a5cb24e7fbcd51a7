package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AlertKind;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts by the API of a server, with a receiver of webhooks, over real sockets.
abstract class AlertsApiContract {
  private static final String CALL = ApiByHand.CALL;
  private static final String HERE = "/businesses/clinic";
  private static final String SECRET = "what webhooks are signed with";

  /// Far from now, as a digest that was due in the last hours would be told beside the alerts of
  /// the test.
  private final LocalTime digestAt =
      LocalTime.now(ZoneId.of("Asia/Jerusalem")).plusHours(12).truncatedTo(ChronoUnit.MINUTES);

  @TempDir protected Path data;
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer receiver;
  private ApiByHand api;
  private long clinic;

  /// Adds where things are kept.
  protected abstract Config.Builder configure(Config.Builder config);

  @BeforeEach
  void start() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
    api = ApiByHand.start(configure(ApiByHand.config(data)).build());
    clinic =
        api.server
            .directories()
            .administration()
            .add(
                new Identity("clinic", "clinic", null, List.of("+97231111111")),
                """
                name: clinic
                local-tools: true
                alerts:
                  - to: %s
                    secret: %s
                    kinds: [new-lead, missed-call, promise-due]
                  - to: sms:+972501234567
                    from: "+97231111111"
                    kinds: [daily-digest]
                    digest: "%s"
                    quiet: [shabbat, "03:00-03:01"]
                """
                    .formatted(url(), SECRET, digestAt),
                "",
                Author.COMMAND)
            .id();
    api.business("garage", "+97232222222");
  }

  @AfterEach
  void stop() {
    api.close();
    receiver.stop(0);
  }

  private String url() {
    return "webhook:http://127.0.0.1:%d/secret-path".formatted(receiver.getAddress().getPort());
  }

  @Test
  void an_alert_and_its_deliveries_are_shown_and_it_is_sent_again_once() throws Exception {
    status = 500;
    raise("promise:1");
    Await.until("it is tried", () -> !keys.isEmpty());
    JsonNode waiting = awaitState("WAITING");
    JsonNode failed = waiting.path("deliveries").path(0);
    assertThat(failed.path("outcome").asText()).isEqualTo("failed");
    assertThat(failed.path("code").asInt()).isEqualTo(500);
    assertThat(failed.path("problem").asText()).isEqualTo("HTTP 500");
    assertThat(waiting.path("nextAttemptAt").isNull()).isFalse();
    status = 204;
    String id = waiting.path("id").asText();

    JsonNode again = sendAgain(id, "key-1");
    // It may be on its way, or there, before the response is written.
    assertThat(again.path("state").asText()).isIn("WAITING", "SENDING", "SENT");
    JsonNode sent = awaitState("SENT");
    assertThat(sent.path("deliveries")).hasSize(2);
    assertThat(sent.path("deliveries").path(1).path("code").asInt()).isEqualTo(204);
    assertThat(sent.path("nextAttemptAt").isNull()).isTrue();
    int tried = keys.size();

    assertThat(sendAgain(id, "key-1")).isEqualTo(again);
    assertThat(awaitState("SENT").path("attempts").asInt()).isEqualTo(2);
    sendAgain(id, "key-2");
    Await.until("it is sent again", () -> keys.size() == tried + 1);
    assertThat(Set.copyOf(keys)).containsExactly(id);
    assertThat(api.status("POST", HERE + "/alerts/none/send", null)).isEqualTo(404);
    assertThat(api.status("POST", "/businesses/garage/alerts/" + id + "/send", null))
        .isEqualTo(404);
    assertThat(api.status("GET", "/businesses/garage/alerts/" + id, null)).isEqualTo(404);
  }

  @Test
  void alerts_are_listed_by_pages_and_filters() throws Exception {
    for (int i = 0; i < 3; i++) {
      raise("promise:" + i);
    }
    Await.until("they are sent", () -> keys.size() == 3);

    var ids = new ArrayList<String>();
    String after = "";
    do {
      JsonNode page = api.get(HERE + "/alerts?limit=2" + after);
      page.path("items").forEach(each -> ids.add(each.path("id").asText()));
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!after.isEmpty());

    assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    assertThat(items("?kind=promise-due&channel=webhook")).hasSize(3);
    assertThat(items("?kind=new-lead")).isEmpty();
    assertThat(items("?channel=mail")).isEmpty();
    assertThat(items("?state=HELD")).isEmpty();
    assertThat(items("?call=" + CALL)).isEmpty();
    assertThat(items("?until=2026-01-01T00:00:00Z")).isEmpty();
    assertThat(items("?since=2026-01-01T02:00:00%2B02:00")).hasSize(3);
    assertThat(api.status("GET", HERE + "/alerts?state=LOST", null)).isEqualTo(400);
    assertThat(api.status("GET", HERE + "/alerts?after=x", null)).isEqualTo(400);
    assertThat(api.get("/businesses/garage/alerts").path("items")).isEmpty();
  }

  @Test
  void a_test_goes_to_the_rule_that_is_named() throws Exception {
    JsonNode rules = api.get(HERE + "/alert-rules").path("items");
    assertThat(rules).hasSize(2);
    JsonNode webhook = rules.path(0);
    assertThat(webhook.path("to").asText()).isEqualTo(url());
    assertThat(webhook.path("quiet").path("shabbat").asBoolean()).isFalse();
    assertThat(webhook.path("digestAt").isNull()).isTrue();
    JsonNode digest = rules.path(1);
    assertThat(digest.path("quiet").path("shabbat").asBoolean()).isTrue();
    assertThat(digest.path("quiet").path("hours").path(0).asText()).isEqualTo("03:00-03:01");
    assertThat(digest.path("digestAt").asText()).isEqualTo(digestAt.toString());
    assertThat(rules.toString()).doesNotContain(SECRET);

    JsonNode made =
        api.post(
            202, HERE + "/alert-tests", "{\"rule\":\"%s\"}".formatted(webhook.path("id").asText()));

    assertThat(made.path("items")).hasSize(1);
    assertThat(made.path("items").path(0).path("kind").asText()).isEqualTo("test");
    Await.until("the test arrives", () -> keys.size() == 1);
    assertThat(keys).containsExactly(made.path("items").path(0).path("id").asText());
    api.post(202, HERE + "/alert-tests", "{\"to\":\"%s\"}".formatted(url()));
    Await.until("and once more", () -> keys.size() == 2);
    for (String wrong : List.of("{\"rule\":\"x\"}", "{\"to\":\"mail:a@example.com\"}")) {
      assertThat(api.status("POST", HERE + "/alert-tests", wrong)).isEqualTo(422);
    }
    assertThat(api.status("POST", "/businesses/garage/alert-tests", "{}")).isEqualTo(422);
  }

  @Test
  void webhooks_of_a_time_or_a_call_are_sent_again() throws Exception {
    leadIsKnown();
    Await.until("the lead is told", () -> keys.size() == 1);
    raise("promise:1");
    Await.until("both are told", () -> keys.size() == 2);
    awaitState("SENT");

    assertThat(replay(202, "{\"call\":\"%s\"}".formatted(CALL))).isEqualTo(1);
    Await.until("the call's is sent again", () -> keys.size() == 3);
    assertThat(keys.get(2)).isEqualTo(keys.get(0));
    Await.until("it is noted", () -> items("?state=SENT").size() == 2);
    assertThat(replay(202, "{\"since\":\"2026-01-01T00:00:00Z\"}")).isEqualTo(2);
    Await.until("both are sent again", () -> keys.size() == 5);
    assertThat(replay(202, "{\"since\":\"2099-01-01T00:00:00Z\"}")).isZero();
    assertThat(replay(202, "{\"call\":\"%s\",\"channel\":\"mail\"}".formatted(CALL))).isZero();
    replay(422, "{}");
    replay(422, "{\"until\":\"2026-01-01T00:00:00Z\"}");
    replay(422, "{\"call\":\"CA1\",\"rule\":\"none\"}");
  }

  @Test
  void addresses_and_words_are_for_who_may_see_them() throws Exception {
    leadIsKnown();
    Await.until("it is told", () -> keys.size() == 1);
    JsonNode all = items("").get(0);
    assertThat(all.path("to").asText()).isEqualTo(url());
    assertThat(all.path("facts").path("name").asText()).isEqualTo("דנה");
    assertThat(all.path("facts").path("link").asText())
        .isEqualTo("https://phone.example.com/console/leads/" + CALL);
    assertThat(all.toString()).doesNotContain(SECRET);

    ApiByHand some = api.withKey(clinic, Set.of(Permission.ALERTS_READ));
    JsonNode masked = some.get(HERE + "/alerts").path("items").path(0);

    assertThat(masked.path("to").asText()).startsWith("webhook:http://127.0.0.1").endsWith("/***");
    assertThat(masked.has("facts")).isFalse();
    assertThat(some.get(HERE + "/alert-rules").path("items").path(1).path("to").asText())
        .isEqualTo("sms:***********67");
    assertThat(some.status("POST", HERE + "/alert-tests", "{}")).isEqualTo(403);
  }

  @Test
  void what_becomes_of_alerts_is_told_to_who_watches_and_stands_in_the_leads_timeline()
      throws Exception {
    HttpResponse<java.io.InputStream> stream = api.open(HERE + "/events", Map.of());
    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      status = 503;
      leadIsKnown();
      String failed = dataOf(lines, "alert.failed");
      assertThat(failed)
          .contains("\"problem\":\"HTTP 503\"", "\"givenUp\":false", "\"call\":\"" + CALL)
          .doesNotContain("secret-path");
      status = 200;
      assertThat(dataOf(lines, "alert.sent")).contains("\"kind\":\"new-lead\"");
    }
    JsonNode timeline = api.get(HERE + "/leads/" + CALL + "/timeline").path("items");
    assertThat(timeline.findValuesAsText("kind")).contains("ALERT");
    assertThat(timeline.toString()).contains("\"state\":\"sent\"");
  }

  @Test
  void who_looks_and_who_sends_stands_in_the_audit_log() throws Exception {
    raise("promise:1");
    Await.until("it is told", () -> keys.size() == 1);
    String id = awaitState("SENT").path("id").asText();
    api.get(HERE + "/alerts/" + id);
    sendAgain(id, "k");
    api.post(202, HERE + "/alert-tests", "{}");
    replay(202, "{\"since\":\"2026-01-01T00:00:00Z\"}");

    assertThat(api.get(HERE + "/audit?limit=200").path("items").findValuesAsText("action"))
        .contains("alert.list", "alert.read", "alert.send", "alert.test", "alert.replay");
  }

  private static String dataOf(BufferedReader lines, String event) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("event: " + event)) {
        return lines.readLine();
      }
    }
    throw new AssertionError("the stream ended before " + event);
  }

  private void raise(String cause) {
    int raised =
        api.server
            .alerts()
            .raise(
                clinic,
                AlertKind.PROMISE_DUE,
                cause,
                null,
                facts -> facts.put("detail", "לחזור לדנה"));
    assertThat(raised).isEqualTo(1);
  }

  private void leadIsKnown() throws Exception {
    api.comesIn(CALL, "+97231111111");
    var call = new CallSid(CALL);
    Instant now = Instant.now();
    var stores = api.server.stores();
    stores
        .leads()
        .save(
            new Lead(
                call,
                clinic,
                new PhoneNumber("+972541234567"),
                null,
                null,
                null,
                null,
                LeadState.COMPLETE,
                now,
                "תור",
                "דנה"));
    stores.calls().settle(call, CallOutcome.FINISHED, null, now);
    api.server.alerts().callHasNews();
  }

  private JsonNode awaitState(String state) throws Exception {
    Await.until("an alert is " + state, () -> !items("?state=" + state).isEmpty());
    return items("?state=" + state).get(0);
  }

  private JsonNode items(String query) {
    try {
      return api.get(HERE + "/alerts" + query).path("items");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode sendAgain(String id, String key) throws Exception {
    HttpResponse<String> answer =
        api.send(
            "POST", HERE + "/alerts/" + id + "/send", null, null, Map.of("Idempotency-Key", key));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return ApiByHand.JSON.readTree(answer.body());
  }

  private int replay(int expected, String body) throws Exception {
    return api.post(expected, HERE + "/alert-replays", body).path("replayed").asInt();
  }
}
