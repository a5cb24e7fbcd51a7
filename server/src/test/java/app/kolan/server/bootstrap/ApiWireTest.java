package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the API behaves on the wire: parts of sounds, pages, events, repetitions, and what it does
/// when the database is sick or somebody does not read.
@Tag("socket")
class ApiWireTest {
  private static final String NUMBER = "+97231111111";
  private static final CallSid CALL = new CallSid(ApiByHand.CALL);
  private static final byte[] SOUND = new byte[1000];

  @TempDir private Path data;
  private ApiByHand api;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    api.business("clinic", NUMBER);
    api.comesIn(ApiByHand.CALL, NUMBER);
    for (int i = 0; i < SOUND.length; i++) {
      SOUND[i] = (byte) i;
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_part_of_a_sound_is_sent() throws Exception {
    String path = sound();
    HttpResponse<InputStream> whole = api.open(path, Map.of());
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
    assertThat(whole.body().readAllBytes()).isEqualTo(SOUND);

    assertPart(path, "bytes=10-19", "bytes 10-19/1000", 10);
    assertPart(path, "bytes=990-", "bytes 990-999/1000", 990);
    assertPart(path, "bytes=-7", "bytes 993-999/1000", 993);
    assertPart(path, "bytes=995-5000", "bytes 995-999/1000", 995);
    for (String none : List.of("bytes=1000-", "bytes=-0")) {
      HttpResponse<InputStream> answer = api.open(path, Map.of("Range", none));
      assertThat(answer.statusCode()).as(none).isEqualTo(416);
      assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */1000");
    }
    for (String odd : List.of("bytes=1-2,5-6", "bytes=9-3", "lines=1-2", "bytes=-")) {
      assertThat(api.open(path, Map.of("Range", odd)).statusCode()).as(odd).isEqualTo(200);
    }
    var part = Map.of("Range", "bytes=10-19", "If-Range", etag);
    assertThat(api.open(path, part).statusCode()).isEqualTo(206);
    var other = Map.of("Range", "bytes=10-19", "If-Range", "\"another\"");
    assertThat(api.open(path, other).statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_stays_where_it_is_while_calls_come_in() throws Exception {
    for (int i = 2; i <= 5; i++) {
      api.comesIn("CA" + Integer.toString(i).repeat(32), NUMBER);
    }
    var seen = new ArrayList<String>();
    JsonNode page = api.get("/businesses/clinic/calls?limit=2");
    for (int i = 6; !page.path("next").isNull(); i++) {
      page.path("items").forEach(call -> seen.add(call.path("sid").asText()));
      api.comesIn("CA" + Integer.toString(i).repeat(32), NUMBER);
      page = api.get("/businesses/clinic/calls?limit=2&after=" + page.path("next").asText());
    }
    page.path("items").forEach(call -> seen.add(call.path("sid").asText()));

    assertThat(seen).hasSize(5).doesNotHaveDuplicates().contains(ApiByHand.CALL);
    for (String list : List.of("/calls", "/leads", "/users", "/keys", "/audit")) {
      HttpResponse<String> odd = api.send("GET", "/businesses/clinic" + list + "?after=%00x");
      assertThat(odd.statusCode()).as(list).isEqualTo(400);
      assertThat(odd.body()).contains("\"at\":\"after\"");
    }
  }

  @Test
  void who_comes_back_goes_on_after_the_last_event_that_he_has_seen() throws Exception {
    String id;
    try (BufferedReader lines = events(Map.of())) {
      api.comesIn("CA" + "2".repeat(32), NUMBER);
      id = next(lines, "id: ").substring("id: ".length());
    }
    api.comesIn("CA" + "3".repeat(32), NUMBER);
    api.comesIn("CA" + "4".repeat(32), NUMBER);

    try (BufferedReader lines = events(Map.of("Last-Event-ID", id))) {
      assertThat(next(lines, "data: ")).contains("CA" + "3".repeat(32));
      assertThat(next(lines, "data: ")).contains("CA" + "4".repeat(32));
    }
    try (BufferedReader lines = events(Map.of("Last-Event-ID", "another-run-7"))) {
      assertThat(next(lines, "event: ")).isEqualTo("event: gap");
    }
  }

  @Test
  void what_is_remembered_is_read_again_in_whole() throws Exception {
    String id;
    try (BufferedReader lines = events(Map.of())) {
      api.comesIn("CA" + "2".repeat(32), NUMBER);
      id = next(lines, "id: ").substring("id: ".length());
    }
    for (int i = 0; i < 1500; i++) {
      api.server.stores().turns().setWords(CALL, i, "מילים");
    }

    try (BufferedReader lines = events(Map.of("Last-Event-ID", id))) {
      for (int i = 0; i < 1500; i++) {
        assertThat(next(lines, "data: ")).contains("\"turn\":" + i + ",");
      }
    }
  }

  @Test
  void who_does_not_read_is_cut_off_and_nobody_else_notices() throws Exception {
    String words = "x".repeat(20_000);
    try (Socket lazy = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
      lazy.getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(api.credential)
                  .getBytes(StandardCharsets.UTF_8));
      lazy.getInputStream().read();
      for (int i = 0; i < 5000; i++) {
        api.server.stores().turns().setWords(CALL, i, words);
      }
      assertThat(api.comesIn("CA" + "2".repeat(32), NUMBER)).contains("<Response>");
      lazy.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      assertThat(toItsEnd(lazy.getInputStream())).isLessThan(5000L * words.length());
    }
  }

  @Test
  void a_request_that_comes_twice_at_once_is_done_once() throws Exception {
    var once = Map.of("Idempotency-Key", "both");
    var answers = new ArrayList<Future<HttpResponse<String>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        answers.add(
            threads.submit(
                () ->
                    api.send(
                        "POST",
                        "/businesses/clinic/keys",
                        "application/json",
                        "{\"scopes\":[\"calls:read\"]}",
                        once)));
      }
    }
    var made = new HashSet<String>();
    for (Future<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isIn(201, 409);
      if (answer.get().statusCode() == 201) {
        made.add(answer.get().body());
      }
    }
    assertThat(made).hasSize(1);
    assertThat(api.get("/businesses/clinic/keys").path("items")).hasSize(1);
  }

  @Test
  void a_form_that_is_not_accepted_is_not_sent() throws Exception {
    assertThat(accept("/me", "text/html")).isEqualTo(406);
    assertThat(accept("/me", "text/html, application/json;q=0")).isEqualTo(406);
    assertThat(accept("/me", "text/html, */*;q=0.1")).isEqualTo(200);
    assertThat(accept("/me", "application/*")).isEqualTo(200);
    assertThat(accept("/businesses/clinic/settings/versions/1", "application/yaml")).isEqualTo(200);
    assertThat(api.send("HEAD", "/businesses/clinic/events").statusCode()).isEqualTo(200);
  }

  @Test
  void without_the_audit_log_nothing_is_changed_or_shown() throws Exception {
    inDatabase("alter table audit_entries rename to elsewhere");
    var any = Map.of("If-Match", "*");
    assertThat(
            api.send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"New\"}", any)
                .statusCode())
        .isGreaterThanOrEqualTo(500);
    assertThat(
            api.send(
                    "POST",
                    "/businesses/clinic/settings/versions",
                    "application/yaml",
                    "greeting: new")
                .statusCode())
        .isGreaterThanOrEqualTo(500);
    assertThat(
            api.send(
                    "PUT",
                    "/accounts/AC" + "9".repeat(32),
                    "{\"name\":\"x\",\"tokens\":[\"secret\"]}")
                .statusCode())
        .isGreaterThanOrEqualTo(500);
    HttpResponse<String> turns =
        api.send("GET", "/businesses/clinic/calls/" + ApiByHand.CALL + "/turns");
    assertThat(turns.statusCode()).isEqualTo(503);
    inDatabase("alter table elsewhere rename to audit_entries");

    assertThat(api.get("/businesses/clinic").path("name").asText()).isEqualTo("clinic");
    assertThat(api.get("/businesses/clinic/settings/versions").path("items")).hasSize(1);
    assertThat(api.get("/accounts").path("items")).isEmpty();
    assertThat(
            api.send("PATCH", "/businesses/clinic", "application/json", "{\"name\":\"New\"}", any)
                .statusCode())
        .isEqualTo(200);
    assertThat(api.get("/audit?limit=1").at("/items/0/action").asText())
        .isEqualTo("business.update");
  }

  @Test
  void a_database_that_takes_nothing_is_said_within_a_bound() throws Exception {
    try (Connection other = database();
        var statement = other.createStatement()) {
      statement.execute("begin immediate");
      HttpResponse<String> answer =
          api.send("POST", "/businesses/clinic/keys", "{\"scopes\":[\"calls:read\"]}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(api.send("GET", "/businesses/clinic/calls").statusCode()).isEqualTo(200);
      statement.execute("rollback");
    }
    assertThat(
            api.send("POST", "/businesses/clinic/keys", "{\"scopes\":[\"calls:read\"]}")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void a_flood_of_slow_requests_leaves_calls_what_they_need() throws Exception {
    var asked = new CountDownLatch(2);
    var goOn = new CountDownLatch(1);
    var slow = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        slow.add(
            threads.submit(
                () ->
                    api.server
                        .limitedDatabase()
                        .read(
                            _ -> {
                              asked.countDown();
                              return awaited(goOn);
                            })));
      }
      asked.await();
      for (int i = 0; i < 100; i++) {
        slow.add(threads.submit(() -> api.send("GET", "/businesses/clinic/calls")));
      }
      for (int i = 2; i < 8; i++) {
        assertThat(api.comesIn("CA" + Integer.toString(i).repeat(32), NUMBER))
            .contains("<Response>");
      }
      assertThat(slow.stream().limit(2)).noneMatch(Future::isDone);
      goOn.countDown();
    }
    assertThat(api.get("/businesses/clinic/calls").path("items")).hasSize(7);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String sound() {
    api.server
        .stores()
        .turns()
        .add(
            new NewTurn(
                CALL,
                Speaker.CALLER,
                "",
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                null,
                AudioFiles.open(data).store(CALL, "turn-001", SOUND)));
    return "/businesses/clinic/calls/" + ApiByHand.CALL + "/turns/0/sound";
  }

  private void assertPart(String path, String range, String content, int first) throws Exception {
    HttpResponse<InputStream> part = api.open(path, Map.of("Range", range));
    assertThat(part.statusCode()).as(range).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains(content);
    byte[] bytes = part.body().readAllBytes();
    assertThat(part.headers().firstValue("Content-Length"))
        .contains(Integer.toString(bytes.length));
    assertThat(bytes[0]).isEqualTo((byte) first);
  }

  private int accept(String path, String forms) throws Exception {
    return api.send("GET", path, null, null, Map.of("Accept", forms)).statusCode();
  }

  private BufferedReader events(Map<String, String> headers) throws Exception {
    var lines =
        new BufferedReader(
            new InputStreamReader(
                api.open("/businesses/clinic/events", headers).body(), StandardCharsets.UTF_8));
    lines.mark(1000);
    if (!": connected".equals(lines.readLine())) {
      lines.reset();
    }
    return lines;
  }

  private static String next(BufferedReader lines, String beginning) throws IOException {
    String line = "";
    while (!line.startsWith(beginning)) {
      line = lines.readLine();
    }
    return line;
  }

  private static long toItsEnd(InputStream in) {
    long read = 0;
    var buffer = new byte[64 * 1024];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
      }
      return read;
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("it was not cut off", e);
    } catch (IOException cutOff) {
      return read;
    }
  }

  private void inDatabase(String sql) throws SQLException {
    try (Connection connection = database();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
  }
}
