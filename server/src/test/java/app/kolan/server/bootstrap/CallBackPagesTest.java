package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Calls back that are ordered by the API and in the console, of a business that has no time for
/// calls, and a Twilio that does not answer.
@Tag("socket")
class CallBackPagesTest extends ConsolePagesFixture {
  private static final String CALLS = "/businesses/clinic/outgoing-calls";
  private static final String MOBILE = "+972501112233";

  @Override
  long addBusinesses() throws Exception {
    long added = business("clinic", "+97231111111");
    garage = business("garage", "+97232222222");
    return added;
  }

  private long business(String slug, String number) throws Exception {
    return api.business(
        """
        slug: %s
        name: מרפאת %s
        numbers: ["%s"]
        calling:
          ring: "+972502345678"
          quiet: 00:00-12:00, 12:00-00:00
          record: true
        """
            .formatted(slug, slug, number));
  }

  @Test
  void a_campaign_is_made_of_a_file_by_the_api_and_in_the_console() throws Exception {
    String campaigns = "/businesses/clinic/campaigns";
    String csv = "number,name\\n050-1112233,דנה\\nabc,\\n+12125550100,Joe\\n";
    String body =
        "{\"name\": \"yearly\", \"purpose\": \"SERVICE\", \"words\": \"{name}, hi\", \"csv\": \"%s\"}"
            .formatted(csv);
    JsonNode made = api.post(201, campaigns, body);
    assertThat(made.path("waiting").asInt()).isEqualTo(2);
    assertThat(made.path("results").path("REFUSED").asInt()).isEqualTo(1);
    api.post(409, campaigns, body);
    api.post(422, campaigns, body.replace("{name}", "{city}"));
    String path = campaigns + "/" + made.path("id").asLong();
    JsonNode rows = api.get(path + "/rows").path("items");
    assertThat(rows.get(0).path("number").asText()).isEqualTo(MOBILE);
    assertThat(rows.get(1).path("reason").asText()).isEqualTo("number");

    var list = console.get("/b/clinic/campaigns");
    assertThat(list.html().text()).contains("yearly");
    String csrf = list.html().select("input[name=csrf]").attr("value");
    var form = Map.of("csrf", csrf, "name", "אביב", "purpose", "SERVICE", "words", "שלום {name}");
    byte[] file = csv.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    var before = console.upload("/b/clinic/campaigns", form, "file", file);
    assertThat(before.status()).isEqualTo(409);
    assertThat(before.html().select("#again")).hasSize(1);
    var wrong =
        console.upload(
            "/b/clinic/campaigns",
            Map.of("csrf", csrf, "name", "אביב", "purpose", "SERVICE", "words", "{city}"),
            "file",
            file);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html().select("[role=alert]").text()).contains("city");
    assertThat(wrong.html().select("#name").val()).isEqualTo("אביב");
    var again =
        console.upload(
            "/b/clinic/campaigns",
            Map.of(
                "csrf",
                csrf,
                "name",
                "אביב",
                "purpose",
                "SERVICE",
                "words",
                "שלום {name}",
                "again",
                "1"),
            "file",
            file);
    var shown = console.follow(again.location());
    assertThat(shown.html().select("h1").text()).contains("אביב");
    assertThat(shown.html().text())
        .as("what Dana hears, who would not be called, and that it is no hour for calls")
        .contains(
            "לדוגמה: שלום דנה", "לא יתקשרו:", "שיחות למדינה הזאת כבויות", "בשעה הזאת לא מתקשרים");
    String one = again.location().replaceFirst("^/console", "");
    assertThat(shown.html().select("#callsAtOnce").val()).isEqualTo("2");
    ConsoleByHand.Shown refused =
        console.submit(shown, "form:has(#callsAtOnce)", Map.of("costCap", "much"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html().select("#costCap").val()).isEqualTo("much");
    shown =
        console.submitAndFollow(
            refused, "form:has(#callsAtOnce)", Map.of("callsAtOnce", "1", "costCap", "2.50"));
    assertThat(shown.html().select("section:has(#bounds-title) .facts").text()).contains("2.50");
    assertThat(api.status("PUT", path + "/bounds", "{\"minutesCap\": 30}")).isEqualTo(200);
    assertThat(api.get(path).path("minutesCap").asInt()).isEqualTo(30);
    assertThat(api.get(path).path("callsAtOnce").asInt()).isEqualTo(2);
    var running =
        console.submitAndFollow(shown, "form[action$=" + one + "]", Map.of("action", "start"));
    assertThat(running.status()).isEqualTo(200);
    assertThat(console.get(one + "/results.csv").text()).contains(MOBILE, "REFUSED");
    assertThat(console.get("/b/garage/campaigns/" + made.path("id").asLong()).status())
        .isEqualTo(404);
  }

  @Test
  void a_registry_is_read_in_from_a_file_and_taken_back() throws Exception {
    var page = console.get("/b/clinic/registry");
    String csrf = page.html().select("input[name=csrf]").attr("value");
    var broken = registry(csrf, "0501112233\nabc\n", Map.of());
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.html().select("[role=alert]").text()).contains("2");
    assertThat(broken.html().select("#skip")).hasSize(1);
    assertThat(inRegistry(MOBILE)).isFalse();
    var sheet = registry(csrf, "PK\0", Map.of());
    assertThat(sheet.status()).as(sheet.text()).isEqualTo(422);

    var read = registry(csrf, "0501112233\nabc\n", Map.of("skip", "1"));
    var shown = console.follow(read.location());
    assertThat(shown.html().select("dl.facts").text()).contains("1", "registry.csv");
    assertThat(inRegistry(MOBILE)).isTrue();
    var _ = registry(csrf, "0501112244\n", Map.of());
    assertThat(inRegistry(MOBILE)).isFalse();

    var before = console.get("/b/clinic/registry");
    var undone =
        console.submitAndFollow(
            before, "form:has([name=action][value=undo])", Map.of("action", "undo"));
    assertThat(undone.status()).isEqualTo(200);
    assertThat(inRegistry(MOBILE)).isTrue();
    assertThat(undone.html().select("[name=action][value=undo]")).as("once").isEmpty();
    assertThat(console.get("/b/garage/registry").status()).isEqualTo(404);
    assertThat(console.get("/b/clinic/audit").html().text())
        .contains("do-not-call.import", "do-not-call.undo");
  }

  private ConsoleByHand.Shown registry(String csrf, String file, Map<String, String> more)
      throws Exception {
    var form = new HashMap<>(Map.of("csrf", csrf, "action", "read"));
    form.putAll(more);
    return console.upload(
        "/b/clinic/registry", form, "file", "registry.csv", file.getBytes(StandardCharsets.UTF_8));
  }

  private boolean inRegistry(String number) throws Exception {
    return api.get("/businesses/clinic/do-not-call?number=" + number.replace("+", "%2B"))
        .path("sources")
        .toString()
        .contains("REGISTRY");
  }

  @Test
  void a_program_orders_a_call_and_reads_what_is_in_its_way() throws Exception {
    assertThat(refused("{\"number\": \"050-1112233\"}")).isEqualTo("quiet");
    assertThat(refused("{\"number\": \"+14155550123\"}")).isEqualTo("country");
    assertThat(refused("{\"number\": \"050-2345678\", \"evenInQuiet\": true}"))
        .isEqualTo("same-number");
    api.post(422, CALLS, "{\"evenInQuiet\": true}");
    api.post(422, CALLS, "{\"call\": \"CA1\", \"evenInQuiet\": true}");

    JsonNode order =
        api.post(
            201, CALLS, "{\"number\": \"050-1112233\", \"evenInQuiet\": true, \"reason\": \"hi\"}");

    assertThat(order.path("number").asText()).isEqualTo(MOBILE);
    assertThat(order.path("ring").asText()).isEqualTo("+972502345678");
    assertThat(order.path("from").asText()).isEqualTo("+97231111111");
    assertThat(order.path("result").isNull()).isTrue();
    String id = order.path("id").asText();
    assertThat(api.get(CALLS + "/" + id).path("reason").asText()).isEqualTo("hi");
    assertThat(api.get(CALLS).path("items")).hasSize(1);
    assertThat(api.status("GET", "/businesses/garage/outgoing-calls/" + id, null)).isEqualTo(404);
    try (var reader = api.withKey(null, Set.of(Permission.CALLS_READ))) {
      assertThat(reader.status("POST", CALLS, "{\"number\": \"050-1112233\"}")).isEqualTo(403);
    }

    api.post(
        200,
        "/businesses/clinic/do-not-call",
        "{\"source\": \"PERSON\", \"numbers\": [\"050-1112233\"]}");
    assertThat(refused("{\"number\": \"050-1112233\", \"evenInQuiet\": true}"))
        .isEqualTo("do-not-call");
    assertThat(
            api.get("/businesses/clinic/do-not-call?number=%2B972501112233")
                .path("sources")
                .path(0)
                .asText())
        .isEqualTo("PERSON");
    assertThat(api.get("/businesses/garage/do-not-call?number=%2B972501112233").path("sources"))
        .isEmpty();
    assertThat(refused("{\"number\": \"+9721900123456\", \"evenInQuiet\": true}"))
        .isEqualTo("premium-rate");
  }

  @Test
  void a_registry_is_read_in_by_who_publishes_settings_and_says_what_it_changes() throws Exception {
    String path = "/businesses/clinic/do-not-call";
    String first = "{\"source\": \"REGISTRY\", \"numbers\": [\"050-1112233\", \"050-1112244\"]}";
    try (var staff =
        api.withKey(null, Set.of(Permission.CONTACTS_READ, Permission.CONTACTS_WRITE))) {
      assertThat(staff.status("POST", path, first)).isEqualTo(403);
      assertThat(staff.status("POST", path, first.replace("REGISTRY", "BUSINESS"))).isEqualTo(200);
    }
    assertThat(api.post(200, path, first).path("added").asInt()).isEqualTo(2);
    JsonNode more = api.post(200, path, "{\"source\": \"REGISTRY\", \"numbers\": []}");
    assertThat(more.path("removed").asInt()).isZero();
    JsonNode anew =
        api.post(
            200,
            path,
            "{\"source\": \"REGISTRY\", \"numbers\": [\"050-1112255\"], \"replace\": true}");
    assertThat(anew.path("added").asInt()).isEqualTo(1);
    assertThat(anew.path("removed").asInt()).isEqualTo(2);
    api.post(422, path, "{\"source\": \"PERSON\", \"numbers\": [], \"replace\": true}");
  }

  @Test
  void the_console_asks_before_it_calls_at_night_and_a_second_tap_is_the_same_call()
      throws Exception {
    JsonNode dana =
        api.post(
            201,
            "/businesses/clinic/contacts",
            "{\"name\": \"דנה\", \"numbers\": [\"%s\"]}".formatted(MOBILE));
    ConsoleByHand.Shown person = console.get("/b/clinic/people/" + dana.path("id").asLong());
    String form = "form[action$=/call-back]";

    ConsoleByHand.Shown question = console.submit(person, form, Map.of());
    assertThat(question.status()).isEqualTo(200);
    assertThat(api.get(CALLS).path("items")).isEmpty();
    ConsoleByHand.Shown called = console.submitAndFollow(question, form, Map.of());
    assertThat(called.status()).isEqualTo(200);
    assertThat(called.text()).contains("מקישים 1");
    var _ = console.submit(question, form, Map.of());

    JsonNode items = api.get(CALLS).path("items");
    assertThat(items).hasSize(1);
    assertThat(items.path(0).path("contact").asLong()).isEqualTo(dana.path("id").asLong());
    assertThat(console.submit(question, form, Map.of("key", "no key")).status()).isEqualTo(400);
  }

  @Test
  void a_call_back_that_was_recorded_is_heard_on_the_page_of_its_call_and_by_the_api()
      throws Exception {
    var _ = api.comesIn(ApiByHand.CALL, "+97231111111");
    boolean _ =
        api.server
            .stores()
            .recordings()
            .announce(
                new RecordingSid("RE" + "a".repeat(32)),
                new CallSid(ApiByHand.CALL),
                Duration.ofSeconds(3),
                Instant.now());
    JsonNode order =
        api.post(201, CALLS, "{\"call\": \"%s\", \"evenInQuiet\": true}".formatted(ApiByHand.CALL));
    String id = order.path("id").asText();
    String sound = CALLS + "/" + id + "/sound";
    String page = "/b/clinic/calls/" + ApiByHand.CALL;
    assertThat(api.status("GET", sound, null)).isEqualTo(404);
    assertThat(console.get(page).html().select("audio[src*=call-backs]")).isEmpty();
    keep(id);

    assertThat(api.status("GET", sound, null)).isEqualTo(200);
    assertThat(api.status("GET", sound.replace("clinic", "garage"), null)).isEqualTo(404);
    try (var reader = api.withKey(null, Set.of(Permission.CALLS_READ))) {
      assertThat(reader.status("GET", sound, null)).isEqualTo(403);
    }
    String shown = console.get(page).html().select("audio[src*=call-backs]").attr("src");
    ConsoleByHand.Shown heard = console.get(shown.replaceFirst("^/console", ""));
    assertThat(heard.header("content-type")).isEqualTo("audio/wav");
    assertThat(heard.text()).contains("two who talk");
    assertThat(api.get("/businesses/clinic/audit?action=recording.read").toString())
        .contains("RE" + "b".repeat(32));
    assertThat(console.get("/b/garage/call-backs/%s/sound".formatted(id)).status()).isEqualTo(404);
  }

  /// As if the two had talked, and the one who was called had been told that he is recorded.
  private void keep(String order) throws Exception {
    var call = new CallSid("CA" + "b".repeat(32));
    var recording = new RecordingSid("RE" + "b".repeat(32));
    byte[] talk = "two who talk".getBytes(StandardCharsets.UTF_8);
    String file = AudioFiles.open(data).store(call, "message-" + recording, talk);
    CallOrderStore orders = api.server.outbound().store();
    orders.noticed(order, Instant.now());
    assertThat(orders.recorded(order, recording)).isTrue();
    RecordingStore recordings = api.server.stores().recordings();
    boolean _ = recordings.announce(recording, call, Duration.ofSeconds(3), Instant.now());
    boolean _ =
        recordings.markStored(recording, file, talk.length, Duration.ofSeconds(3), Instant.now());
  }

  private String refused(String order) throws Exception {
    return api.post(422, CALLS, order).path("errors").path(0).path("seen").asText();
  }
}
