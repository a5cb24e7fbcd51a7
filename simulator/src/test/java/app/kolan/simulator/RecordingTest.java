package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.signature.FormPairs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class RecordingTest {
  private static final String GOOD = Calls.ACCOUNT + ":" + Calls.TOKEN;
  private static final String LEAVES_A_MESSAGE =
      "caller waits 1s\ncaller says \"call me back\" for 2s\ncall ends within 20s";

  private final TestPeer peer = new TestPeer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() throws IOException {
    peer.close();
    client.close();
  }

  @Test
  void a_message_is_recorded_without_the_silence_around_it() throws Exception {
    peer.twiml("/done", "<Hangup/>");
    try (var carrier = carrier("<Record action=\"/done\" timeout=\"3\"/>", Duration.ZERO)) {
      var report = carrier.call(Calls.plan(Sounds.NONE, LEAVES_A_MESSAGE)).await(SOON);

      FormPairs form = peer.onlyRequest("/done").form();
      assertThat(form.first("RecordingDuration")).contains("2");
      assertThat(form.first("Digits")).contains("");
      assertThat(report.failures()).isEmpty();
      HttpResponse<byte[]> wav = get(form.first("RecordingUrl").orElseThrow(), GOOD);
      assertThat(wav.statusCode()).isEqualTo(200);
      assertThat(wav.headers().firstValue("Content-Type")).contains("audio/x-wav");
      Mulaw recorded = Wav.read(wav.body()).toMulaw();
      assertThat(recorded.duration()).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2020));
    }
  }

  @Test
  void a_recording_is_not_found_until_it_is_ready_and_then_the_callback_is_sent() throws Exception {
    var ready = new CompletableFuture<FormPairs>();
    peer.twiml("/done", "<Hangup/>")
        .page(
            "/ready",
            request -> {
              ready.complete(request.form());
              return TestPeer.Answer.status(204);
            });
    String verb = "<Record action=\"/done\" timeout=\"2\" recordingStatusCallback=\"/ready\"/>";
    try (var carrier = carrier(verb, Duration.ofSeconds(20))) {
      carrier.call(Calls.plan(Sounds.NONE, LEAVES_A_MESSAGE)).await(SOON);
      String url = peer.onlyRequest("/done").form().first("RecordingUrl").orElseThrow();

      HttpResponse<byte[]> early = get(url, GOOD);
      assertThat(early.statusCode()).isEqualTo(404);
      assertThat(text(early)).contains("\"code\": 20404").contains("\"status\": 404");
      FormPairs form = ready.get(60, TimeUnit.SECONDS);
      assertThat(form.first("RecordingStatus")).contains("completed");
      assertThat(form.first("RecordingUrl")).contains(url);
      assertThat(get(url + ".wav", GOOD).statusCode()).isEqualTo(200);
      assertThat(text(get(url + ".json", GOOD))).contains("\"duration\": \"2\"");
      assertThat(Mp3File.length(get(url + ".mp3", GOOD).body()))
          .isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }
  }

  @Test
  void a_recording_is_only_for_those_who_have_the_token() throws Exception {
    peer.twiml("/done", "<Hangup/>");
    try (var carrier = carrier("<Record action=\"/done\" timeout=\"2\"/>", Duration.ZERO)) {
      carrier.call(Calls.plan(Sounds.NONE, LEAVES_A_MESSAGE)).await(SOON);
      String url = peer.onlyRequest("/done").form().first("RecordingUrl").orElseThrow();

      assertThat(get(url, Calls.ACCOUNT + ":wrong").statusCode()).isEqualTo(401);
      assertThat(text(get(url, Calls.ACCOUNT + ":wrong"))).contains("20003");
      assertThat(get(url.replace(Calls.ACCOUNT, "ACother"), GOOD).statusCode()).isEqualTo(401);
      assertThat(get(url + "0", GOOD).statusCode()).isEqualTo(404);
      assertThat(get(url + "?RequestedChannels=2", GOOD).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void a_part_of_a_recording_can_be_asked_for() throws Exception {
    peer.twiml("/done", "<Hangup/>");
    try (var carrier = carrier("<Record action=\"/done\" timeout=\"2\"/>", Duration.ZERO)) {
      carrier.call(Calls.plan(Sounds.NONE, LEAVES_A_MESSAGE)).await(SOON);
      URI url = URI.create(peer.onlyRequest("/done").form().first("RecordingUrl").orElseThrow());

      var part = send(request(url, GOOD).header("Range", "bytes=0-3"));
      var tail = send(request(url, GOOD).header("Range", "bytes=-10"));
      var beyond = send(request(url, GOOD).header("Range", "bytes=99999999-"));

      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(text(part)).isEqualTo("RIFF");
      assertThat(part.headers().firstValue("Content-Range").orElseThrow()).startsWith("bytes 0-3/");
      assertThat(tail.body()).hasSize(10);
      assertThat(beyond.statusCode()).isEqualTo(416);
    }
  }

  @Test
  void a_key_ends_the_recording_and_is_reported() throws Exception {
    peer.twiml("/done", "<Hangup/>");
    try (var carrier = carrier("<Record action=\"/done\" playBeep=\"false\"/>", Duration.ZERO)) {
      carrier
          .call(Calls.plan(Sounds.NONE, "caller says \"hi\" for 1s\ncaller presses #\ncall ends"))
          .await(SOON);

      assertThat(peer.onlyRequest("/done").form().first("Digits")).contains("#");
    }
  }

  @Test
  void a_caller_who_hangs_up_has_still_left_his_message() throws Exception {
    peer.twiml("/done", "<Say>nobody hears this</Say>");
    try (var carrier = carrier("<Record action=\"/done\" playBeep=\"false\"/>", Duration.ZERO)) {
      var report =
          carrier
              .call(Calls.plan(Sounds.NONE, "caller says \"hi\" for 1s\ncaller hangs up"))
              .await(SOON);

      assertThat(report.endedByCaller()).isTrue();
      assertThat(peer.onlyRequest("/done").form().first("Digits")).contains("hangup");
      assertThat(report.moments(CallMoment.SayStarted.class)).isEmpty();
    }
  }

  @Test
  void a_caller_who_says_nothing_leaves_no_message_and_the_next_verb_follows() throws Exception {
    try (var carrier =
        carrier("<Record action=\"/done\" timeout=\"2\"/><Pause length=\"1\"/>", Duration.ZERO)) {
      var report = carrier.call(Calls.plan(Sounds.NONE, "call ends")).await(SOON);

      assertThat(peer.requests("/done")).isEmpty();
      assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
      assertThat(report.moments(CallMoment.Recorded.class))
          .extracting(CallMoment.Recorded::recordingSid)
          .containsExactly((String) null);
    }
  }

  @Test
  void a_message_is_cut_at_its_longest() throws Exception {
    peer.twiml("/done", "<Hangup/>");
    try (var carrier =
        carrier("<Record action=\"/done\" maxLength=\"2\" playBeep=\"false\"/>", Duration.ZERO)) {
      carrier
          .call(Calls.plan(Sounds.NONE, "caller says \"on and on\" for 9s\ncall ends"))
          .await(SOON);

      assertThat(peer.onlyRequest("/done").form().first("RecordingDuration")).contains("2");
    }
  }

  private static final Duration SOON = Duration.ofSeconds(60);

  private Carrier carrier(String verbs, Duration readyAfter) {
    peer.twiml("/voice", verbs);
    return Carrier.start(Calls.settings(peer.url("/voice")).withRecordingReadyAfter(readyAfter));
  }

  private HttpResponse<byte[]> get(String url, String userAndPassword) throws Exception {
    return send(request(URI.create(url), userAndPassword));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(URI url, String userAndPassword) {
    byte[] credentials = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(url)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
