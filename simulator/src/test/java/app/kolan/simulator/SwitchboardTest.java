package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.simulator.switchboard.CallDefaults;
import app.kolan.simulator.switchboard.Switchboard;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Wav;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("socket")
class SwitchboardTest {
  private static final Mulaw HELLO = Sounds.speechLike("hello", Duration.ofSeconds(1));

  private final TestPeer peer = new TestPeer();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CarrierSettings settings = Calls.settings(peer.url("/voice"));
  private final Carrier carrier = Carrier.start(settings);
  private final Switchboard board =
      Switchboard.open(
          carrier,
          new CallDefaults(
              settings, peer.url("/voice"), null, CallDefaults.anyServersStory(), Sounds.NONE));

  @AfterEach
  void close() throws IOException {
    carrier.close();
    client.close();
    peer.close();
  }

  @Test
  void a_call_is_ordered_awaited_and_recorded() throws Exception {
    peer.twiml("/other", "<Pause length=\"2\"/>").page("/ended", _ -> TestPeer.Answer.status(204));

    var placed =
        post(
            "/simulator/calls",
            """
            {"voiceUrl": "%s", "statusCallback": "%s", "from": "+972501112233", "pace": 20,
             "story": "caller says \\"hello\\" for 0.5s\\ncall ends"}
            """
                .formatted(peer.url("/other"), peer.url("/ended")));
    assertThat(placed.statusCode()).isEqualTo(201);
    String href = Json.value(Json.object(placed.body()), "href").toString();
    assertThat(placed.headers().firstValue("Location")).contains(href);
    Map<String, Object> report = Json.object(get(href + "?wait=20").body());

    assertThat(report)
        .containsEntry("state", "ended")
        .containsEntry("end", "document-ended")
        .containsEntry("audio", href + "/audio.wav");
    assertThat(Json.objects(report, "failures")).isEmpty();
    assertThat(Json.objects(report, "problems")).isEmpty();
    assertThat(peer.onlyRequest("/other").form().first("From")).contains("+972501112233");
    assertThat(peer.onlyRequest("/ended").form().first("CallStatus")).contains("completed");
    HttpResponse<byte[]> sound =
        client.send(
            HttpRequest.newBuilder(url(href + "/audio.wav")).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    Pcm heard = Wav.read(sound.body());
    assertThat(sound.headers().firstValue("Content-Type")).contains("audio/wav");
    assertThat(heard.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void messages_that_were_sent_are_read_and_a_dial_reaches_somebody_with_a_story()
      throws Exception {
    client.send(
        HttpRequest.newBuilder(
                url("/2010-04-01/Accounts/" + settings.accountSid() + "/Messages.json"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (settings.accountSid() + ":" + Calls.TOKEN)
                                .getBytes(StandardCharsets.UTF_8)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "To=%2B972501112233&From=%2B972720000002&Body=see+you+at+nine"))
            .build(),
        HttpResponse.BodyHandlers.discarding());
    assertThat(Json.objects(Json.object(get("/simulator/messages").body()), "messages"))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message)
                    .containsEntry("to", "+972501112233")
                    .containsEntry("body", "see you at nine"));
    assertThat(post("/simulator/messages", "{}").statusCode()).isEqualTo(405);

    peer.twiml("/voice", "<Dial><Number url=\"/whisper\">+972501112244</Number></Dial>")
        .twiml("/whisper", "<Gather numDigits=\"1\" timeout=\"5\" action=\"/pressed\"/><Hangup/>")
        .twiml("/pressed", "<Hangup/>");
    carrier.answerDials(
        Callee.answering(Calls.plan(Sounds.NONE, "caller waits 1s\ncaller presses 2")));

    get(order("{\"pace\": 20, \"story\": \"call ends within 60s\"}") + "?wait=20");

    assertThat(peer.onlyRequest("/pressed").form().first("Digits")).contains("2");
  }

  @Test
  void an_order_that_says_nothing_is_the_usual_call() throws Exception {
    peer.twiml("/voice", "<Hangup/>");

    var report = Json.object(get(order("{}") + "?wait=20").body());

    assertThat(report).containsEntry("end", "hangup-verb").containsEntry("endedBy", "server");
    assertThat(Json.objects(Json.object(get("/simulator/calls").body()), "calls"))
        .singleElement()
        .satisfies(call -> assertThat(call).containsEntry("state", "ended"))
        .satisfies(call -> assertThat(call).containsEntry("direction", "inbound"));
  }

  @Test
  void what_the_caller_says_can_be_sent_along() throws Exception {
    peer.twiml("/voice", "<Say>hello</Say><Pause length=\"6\"/>");
    String clip = Base64.getEncoder().encodeToString(Wav.of(HELLO));

    var report = Json.object(get(order("{\"say\": [\"" + clip + "\"]}") + "?wait=20").body());

    assertThat(Json.objects(report, "moments"))
        .filteredOn(moment -> Json.value(moment, "kind").equals("callerSpoke"))
        .singleElement()
        .satisfies(moment -> assertThat(moment).containsEntry("clip", "say-1"));
  }

  @Test
  void a_server_behind_a_public_name_sees_and_signs_that() throws Exception {
    peer.twiml("/voice", "<Hangup/>");

    get(order("{\"publicUrl\": \"https://phone.example.com\"}") + "?wait=20");

    assertThat(Calls.isSigned(peer.onlyRequest("/voice"), "https://phone.example.com/voice"))
        .isTrue();
  }

  @Test
  void a_call_that_lasts_can_be_looked_at_and_ended() throws Exception {
    peer.twiml("/voice", "<Pause length=\"600\"/>");
    String href = order("{\"pace\": 1, \"story\": \"caller waits 600s\"}");

    Map<String, Object> live = Json.object(get(href).body());
    assertThat(live).containsEntry("state", "live").containsKey("moments").doesNotContainKey("end");
    assertThat(get(href + "/audio.wav").statusCode()).isEqualTo(409);
    HttpResponse<String> ended = send(request(href).DELETE().build());

    assertThat(Json.object(ended.body()))
        .containsEntry("state", "ended")
        .containsEntry("endedBy", "caller");
    assertThat(get(href + "/audio.wav").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "not json",
        "{\"voice\": \"x\"}",
        "{\"from\": 1}",
        "{\"from\": null}",
        "{\"voiceUrl\": \"/voice\"}",
        "{\"voiceUrl\": \"file:///etc/hosts\"}",
        "{\"publicUrl\": \"https://phone.example.com/?a=b\"}",
        "{\"pace\": 0}",
        "{\"pace\": 1e999}",
        "{\"pace\": \"fast\"}",
        "{\"seed\": 1.5}",
        "{\"seed\": 99999999999999999999}",
        "{\"story\": \"caller dances\"}",
        "{\"story\": \"caller says nosuchclip\"}",
        "{\"say\": \"x\"}",
        "{\"say\": [\"?\"]}",
        "{\"say\": [\"AAAA\"]}",
        "{\"say\": [\"AAAA\"], \"story\": \"caller hangs up\"}",
        "{\"faults\": \"x\"}",
        "{\"faults\": [\"the moon falls down\"]}"
      })
  void a_bad_order_is_answered_with_what_would_help(String body) throws Exception {
    var answer = post("/simulator/calls", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.value(Json.object(answer.body()), "error").toString()).isNotBlank();
    assertThat(Json.value(Json.object(answer.body()), "remedy").toString()).isNotBlank();
    assertThat(carrier.calls()).isEmpty();
  }

  @Test
  void the_page_has_every_key_of_an_order() throws Exception {
    String remedy =
        Json.value(Json.object(post("/simulator/calls", "[]").body()), "remedy").toString();
    String page = Files.readString(Path.of("../docs/simulator.md"));

    List<String> keys = List.of(remedy.replaceFirst(".*keys of: ", "").split(", ", -1));
    assertThat(keys).hasSizeGreaterThan(5);
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
  }

  @Test
  void an_order_without_end_is_not_read_to_its_end() throws Exception {
    var answer = post("/simulator/calls", "{\"story\": \"" + "#".repeat(9 << 20) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("larger than");
  }

  @Test
  void other_paths_methods_and_queries_are_answered_with_what_exists() throws Exception {
    peer.twiml("/voice", "<Hangup/>");
    String href = order("{}");

    assertThat(get("/simulator/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/simulator/calls/CA0").body()).contains("remedy");
    assertThat(get(href + "?wait=soon").statusCode()).isEqualTo(400);
    assertThat(get(href + "?wait=601").statusCode()).isEqualTo(400);
    assertThat(get("/simulator/stop").statusCode()).isEqualTo(405);
    assertThat(send(request("/simulator/calls").DELETE().build()).headers().firstValue("Allow"))
        .contains("GET, POST");
  }

  @Test
  void a_page_in_a_browser_may_not_order_calls() throws Exception {
    HttpRequest.Builder order =
        request("/simulator/calls").header("Origin", "https://elsewhere.example");

    assertThat(send(order.POST(HttpRequest.BodyPublishers.ofString("{}")).build()).statusCode())
        .isEqualTo(401);
    assertThat(carrier.calls()).isEmpty();
  }

  @Test
  void another_name_for_this_machine_needs_the_accounts_password() throws Exception {
    String pair = Calls.ACCOUNT + ":" + Calls.TOKEN;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

    assertThat(firstLine("")).contains(" 401 ");
    assertThat(firstLine("Authorization: Basic " + basic + "\r\n")).contains(" 200 ");
    assertThat(firstLine("Authorization: Basic eDp5\r\n")).contains(" 401 ");
  }

  @Test
  void a_stop_is_answered_and_then_ends_the_wait() throws Exception {
    Thread waiting = Thread.ofVirtual().start(() -> await(board));
    assertThat(waiting.isAlive()).isTrue();

    var answer = post("/simulator/stop", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(waiting.join(Duration.ofSeconds(60))).isTrue();
  }

  private static void await(Switchboard board) {
    try {
      board.awaitStop();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The first line of an answer to a request that came by another name.
  private String firstLine(String header) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), carrier.restUrl().getPort())) {
      String request =
          "GET /simulator/calls HTTP/1.1\r\nHost: phone.example.com\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return String.valueOf(in.readLine());
    }
  }

  private String order(String body) throws Exception {
    return Json.value(Json.object(post("/simulator/calls", body).body()), "href").toString();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI url(String path) {
    return URI.create(carrier.restUrl() + path);
  }
}
