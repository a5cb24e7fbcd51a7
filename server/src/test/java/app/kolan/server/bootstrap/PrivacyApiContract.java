package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Erasures, exports, holds and retention by the API of a server, over real sockets.
abstract class PrivacyApiContract {
  private static final String HERE = "/businesses/clinic";
  private static final CallSid DANAS = new CallSid("CA" + "d".repeat(32));
  private static final CallSid YOSSIS = new CallSid("CA" + "e".repeat(32));
  private static final String DANA = "+972501112223";
  private static final String YOSSI = "+972546667778";

  @TempDir protected Path data;
  private ApiByHand api;
  private long clinic;

  /// How far the server's clock is ahead of ours.
  private volatile Duration ahead = Duration.ofMinutes(1);

  /// Adds where things are kept.
  protected abstract Config.Builder configure(Config.Builder config);

  /// The files of the database, when it is not in the data folder.
  protected abstract List<Path> databaseFiles() throws IOException;

  /// Brings a sound elsewhere that was stored in the data folder, where there is such a place.
  protected void bringElsewhere(String sound) throws IOException {}

  /// What is elsewhere.
  protected Collection<byte[]> elsewhere() {
    return List.of();
  }

  @BeforeEach
  void start() throws Exception {
    api =
        ApiByHand.start(configure(ApiByHand.config(data)).build(), () -> Instant.now().plus(ahead));
    HttpResponse<String> added =
        api.send(
            "POST",
            "/businesses",
            "application/yaml",
            """
            slug: clinic
            name: המרפאה
            numbers: ["+97231111111"]
            retention: {sound: 30, words: 60, tapes: 10, calls: 90}
            """,
            Map.of());
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    clinic = ApiByHand.JSON.readTree(added.body()).path("id").asLong();
    store(DANAS, DANA, "Dana Erasable");
    store(YOSSIS, YOSSI, "Yossi Levi");
    // The clock is far ahead then, and a summary that came after the words were deleted has words.
    Await.until(
        "the calls have their summaries", () -> isSummarised(DANAS) && isSummarised(YOSSIS));
  }

  private boolean isSummarised(CallSid call) {
    Stores stores = api.server.stores();
    return stores.callSummaries().find(call).isPresent() && stores.afterCalls().isDone(call);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_person_is_exported_and_then_erased_to_the_last_byte() throws Exception {
    long contact = contactOf(DANAS);
    api.post(201, HERE + "/leads/" + DANAS + "/notes", "{\"text\":\"Erasable paid\"}");
    List<String> traces = List.of("972501112223", "Erasable", "a sound of Dana");
    assertThat(traces(traces)).hasSameSizeAs(traces);

    Map<String, String> zip = export("?contact=" + contact);
    assertThat(zip.keySet())
        .containsExactly(
            "calls/%s/turn-000.wav".formatted(DANAS),
            "person.json",
            "tapes/%s.jsonl".formatted(DANAS));
    JsonNode person = ApiByHand.JSON.readTree(zip.get("person.json"));
    assertThat(person.path("schema").asText()).isEqualTo("kolan-person-1");
    assertThat(person.path("numbers").path(0).asText()).isEqualTo(DANA);
    JsonNode turn = person.path("calls").path(0).path("turns").path(0);
    assertThat(turn.path("words").asText()).isEqualTo("it is Dana Erasable");
    assertThat(turn.path("sound").asText()).isEqualTo("calls/%s/turn-000.wav".formatted(DANAS));
    assertThat(zip.toString())
        .contains("Erasable paid", "a sound of Dana Erasable")
        .doesNotContain("Yossi", "546667778", "key:");
    assertThat(export("?number=%2B972501112223")).hasSameSizeAs(zip);

    JsonNode wouldGo =
        api.post(200, HERE + "/erasures", "{\"contact\":%d,\"dryRun\":true}".formatted(contact));
    assertThat(wouldGo.path("erases").path("calls").asInt()).isEqualTo(1);
    assertThat(wouldGo.path("erases").path("files").asInt()).isEqualTo(2);
    assertThat(wouldGo.path("numbers").path(0).asText()).isEqualTo(DANA);
    assertThat(traces(traces)).hasSameSizeAs(traces);

    JsonNode done =
        erased(api.post(202, HERE + "/erasures", "{\"contact\":%d}".formatted(contact)));

    assertThat(done.path("state").asText()).isEqualTo("DONE");
    assertThat(done.path("erased").path("calls").asInt()).isEqualTo(1);
    assertThat(done.path("erased").path("rows").path("contacts").asInt()).isEqualTo(1);
    assertThat(api.status("GET", HERE + "/contacts/" + contact, null)).isEqualTo(404);
    assertThat(api.status("GET", HERE + "/person.zip?contact=" + contact, null)).isEqualTo(404);
    assertThat(api.get(HERE + "/search?q=Erasable").path("items")).isEmpty();
    assertThat(api.get(HERE + "/usage").toString()).contains("\"calls\":2");
    assertThat(traces(traces)).isEmpty();
    assertThat(traces(List.of("972546667778", "Yossi Levi"))).hasSize(2);
    assertThat(actions("?contact=" + contact))
        .contains("person.erase", "person.preview", "person.export");
  }

  @Test
  void an_answer_that_was_kept_for_a_repetition_goes_and_is_not_done_again() throws Exception {
    var once = Map.of("Idempotency-Key", "k1");
    String body = "{\"name\":\"Dina\",\"numbers\":[\"+972587776665\"]}";
    HttpResponse<String> added =
        api.send("POST", HERE + "/contacts", "application/json", body, once);
    assertThat(added.statusCode()).isEqualTo(201);

    JsonNode done = erased(api.post(202, HERE + "/erasures", "{\"number\":\"+972587776665\"}"));

    assertThat(done.path("erased").path("rows").path("keptAnswers").asInt()).isEqualTo(1);
    assertThat(api.send("POST", HERE + "/contacts", "application/json", body, once).statusCode())
        .isEqualTo(409);
    assertThat(api.get(HERE + "/contacts?number=%2B972587776665").path("items")).isEmpty();
  }

  @Test
  void a_legal_hold_keeps_a_person_from_erasure_and_retention_until_it_is_lifted()
      throws Exception {
    long contact = contactOf(DANAS);
    JsonNode hold =
        api.post(
            201, HERE + "/holds", "{\"contact\":%d,\"reason\":\"a claim\"}".formatted(contact));
    for (String whom :
        List.of("{\"contact\":%d}".formatted(contact), "{\"call\":\"%s\"}".formatted(DANAS))) {
      HttpResponse<String> refused = api.send("POST", HERE + "/erasures", whom);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("legal hold " + hold.path("id").asLong());
    }
    ahead = Duration.ofDays(100);
    JsonNode run = ran();
    assertThat(run.path("deleted").path("calls").asInt()).isEqualTo(1);
    assertThat(run.path("held").asInt()).isPositive();
    assertThat(api.get(HERE + "/calls").path("items")).hasSize(1);
    assertThat(api.get(HERE + "/calls/" + DANAS + "/turns").path("items").path(0).path("sound"))
        .isEqualTo(ApiByHand.JSON.readTree("true"));

    assertThat(api.status("DELETE", HERE + "/holds/" + hold.path("id").asLong(), null))
        .isEqualTo(200);
    assertThat(ran().path("deleted").path("calls").asInt()).isEqualTo(1);
    assertThat(api.get(HERE + "/calls").path("items")).isEmpty();
    assertThat(actions("?contact=" + contact)).contains("hold.place", "hold.lift");
  }

  @Test
  void retention_deletes_by_kind_and_says_what_it_did() throws Exception {
    long _ = contactOf(DANAS);
    ahead = Duration.ofDays(20);
    assertThat(ran().path("deleted").toString()).isEqualTo("{\"tapes\":2}");
    ahead = Duration.ofDays(40);
    assertThat(ran().path("deleted").toString()).isEqualTo("{\"sound\":2}");
    JsonNode turn = api.get(HERE + "/calls/" + DANAS + "/turns").path("items").path(0);
    assertThat(turn.path("sound").asBoolean()).isFalse();
    assertThat(turn.path("words").asText()).isNotEmpty();
    assertThat(data.resolve("audio").resolve(DANAS.value())).doesNotExist();
    assertThat(elsewhere()).isEmpty();
    ahead = Duration.ofDays(70);
    assertThat(ran().path("deleted").toString()).isEqualTo("{\"words\":2}");
    assertThat(
            api.get(HERE + "/calls/" + DANAS + "/turns")
                .path("items")
                .path(0)
                .path("words")
                .isNull())
        .isTrue();
    Await.until("the search forgets the words", () -> found("it").isEmpty());
    ahead = Duration.ofDays(100);
    assertThat(ran().path("deleted").toString()).isEqualTo("{\"calls\":2}");
    assertThat(api.get(HERE + "/contacts").path("items")).isEmpty();
    assertThat(api.get(HERE + "/retention").path("days").path("words").asInt()).isEqualTo(60);
    assertThat(api.get(HERE + "/retention/runs").path("items")).hasSize(4);
  }

  @Test
  void the_audit_log_says_who_looked_at_a_person() throws Exception {
    long contact = contactOf(DANAS);
    api.get(HERE + "/contacts/" + contact);
    api.get(HERE + "/calls/" + DANAS + "/turns");
    api.get(HERE + "/calls/" + YOSSIS + "/turns");
    assertThat(api.send("GET", HERE + "/calls/" + DANAS + "/turns/0/sound").statusCode())
        .isEqualTo(200);

    assertThat(actions("?contact=" + contact))
        .contains("turn.listen", "transcript.read", "contact.read");
    assertThat(actions("?number=%2B972501112223&action=transcript.")).hasSize(1);
    assertThat(actions("?number=%2B972500000000")).isEmpty();
  }

  private List<String> actions(String query) throws Exception {
    JsonNode items = api.get(HERE + "/audit" + query).path("items");
    return Stream.iterate(0, i -> i + 1)
        .limit(items.size())
        .map(i -> items.path(i).path("action").asText())
        .toList();
  }

  private JsonNode found(String word) {
    try {
      return api.get(HERE + "/search?q=" + word).path("items");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode erased(JsonNode begun) {
    return awaited("/erasures/" + begun.path("id").asLong());
  }

  private JsonNode ran() throws Exception {
    JsonNode begun = api.post(202, HERE + "/retention/runs", "");
    return awaited("/retention/runs/" + begun.path("id").asText());
  }

  private JsonNode awaited(String path) {
    return Await.until(
        () -> {
          try {
            return api.get(HERE + path);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        seen -> !seen.path("finishedAt").isNull());
  }

  private Map<String, String> export(String query) throws Exception {
    HttpResponse<byte[]> answer = api.sendSound("GET", HERE + "/person.zip" + query, null, null);
    assertThat(answer.statusCode()).isEqualTo(200);
    var files = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private long contactOf(CallSid call) {
    return Await.until(
            () -> {
              try {
                return api.get(HERE + "/leads/" + call).path("contact");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            JsonNode::isIntegralNumber)
        .asLong();
  }

  private void store(CallSid call, String number, String name) throws IOException {
    Stores stores = api.server.stores();
    Instant now = Instant.now();
    var caller = new PhoneNumber(number);
    stores
        .calls()
        .addArrival(
            call,
            "AC" + "a".repeat(32),
            clinic,
            1,
            caller,
            new PhoneNumber("+97231111111"),
            "ticket" + call.value(),
            now);
    String sound =
        AudioFiles.open(data)
            .store(call, "turn-000", ("a sound of " + name).getBytes(StandardCharsets.UTF_8));
    bringElsewhere(sound);
    int _ =
        stores
            .turns()
            .add(
                new NewTurn(
                    call,
                    Speaker.CALLER,
                    "name",
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    false,
                    null,
                    sound,
                    "it is " + name));
    stores
        .leads()
        .save(
            new Lead(
                call,
                clinic,
                caller,
                caller,
                0,
                0,
                null,
                LeadState.COMPLETE,
                now,
                "a tooth",
                name));
    boolean _ = stores.calls().settle(call, CallOutcome.FINISHED, null, now);
    Path tapes = Files.createDirectories(data.resolve("tapes"));
    Files.writeString(tapes.resolve(call.value() + ".jsonl"), "{\"from\":\"" + number + "\"}\n");
  }

  /// Which of these texts stand in the name or the bytes of any file.
  private List<String> traces(List<String> texts) throws IOException {
    var all = new StringBuilder();
    for (Path file : databaseFiles()) {
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        all.append(data.relativize(file)).append('\n');
        if (Files.isRegularFile(file)) {
          all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (byte[] kept : elsewhere()) {
      all.append(new String(kept, StandardCharsets.ISO_8859_1));
    }
    return texts.stream().filter(text -> all.indexOf(text) >= 0).toList();
  }
}
