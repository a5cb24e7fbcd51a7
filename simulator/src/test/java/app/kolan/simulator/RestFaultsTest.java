package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a server finds wrong when it asks Twilio: for recordings, and at all.
@Tag("socket")
class RestFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LEAVES_A_MESSAGE =
      "caller waits 1s\ncaller says \"call me back\" for 2s\ncall ends within 20s";

  private static final int BROKEN_OFF = -1;
  private static final int SILENT = -2;

  private final TestPeer peer = new TestPeer();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<Integer> foundOnCallback = new CompletableFuture<>();

  @BeforeEach
  void open() {
    peer.twiml(
            "/voice", "<Record action=\"/done\" timeout=\"2\" recordingStatusCallback=\"/ready\"/>")
        .twiml("/done", "<Hangup/>")
        .page(
            "/ready",
            request -> {
              foundOnCallback.complete(status(request.form().first("RecordingUrl").orElseThrow()));
              return TestPeer.Answer.status(204);
            });
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    client.shutdownNow();
    client.close();
  }

  @Test
  void a_recording_that_is_never_ready_is_not_found_and_no_callback_is_sent() throws Exception {
    try (var carrier = carrier("recording is never ready")) {
      String url = recording(carrier);

      assertThat(status(url)).isEqualTo(404);
      assertThat(peer.requests("/ready")).isEmpty();
    }
  }

  @Test
  void a_missing_recording_is_reported_before_it_is_available() throws Exception {
    try (var carrier = carrier("recording is missing for 10s")) {
      String url = recording(carrier);

      assertThat(foundOnCallback.get(60, TimeUnit.SECONDS)).isEqualTo(404);
      List<Integer> found = new ArrayList<>();
      long deadline = System.nanoTime() + SOON.toNanos();
      while (!found.contains(200) && System.nanoTime() < deadline) {
        found.add(status(url));
      }
      assertThat(found).startsWith(404).endsWith(200);
    }
  }

  @Test
  void a_truncated_recording_breaks_off_in_the_middle_once() throws Exception {
    try (var carrier = carrier("recording is truncated")) {
      String url = recording(carrier);

      assertThat(foundOnCallback.get(60, TimeUnit.SECONDS)).isEqualTo(BROKEN_OFF);
      assertThat(fetch(url).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_rest_interface_may_refuse_twice_and_then_answer() throws Exception {
    try (var carrier = carrier("rest answers 429 twice")) {
      String call = callUrl(carrier);

      assertThat(List.of(status(call), status(call), status(call))).containsExactly(429, 429, 200);
    }
  }

  @Test
  void a_refusal_has_twilios_shape() throws Exception {
    try (var carrier = carrier("rest answers 503")) {
      HttpResponse<byte[]> answer = fetch(callUrl(carrier));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .contains("\"code\": 20503")
          .contains("\"status\": 503");
    }
  }

  @Test
  void requests_about_no_call_fail_too() throws Exception {
    try (var carrier = carrier("rest answers 500 once")) {
      String other = carrier.restUrl() + "/2010-04-01/Accounts/" + Calls.ACCOUNT + "/Else.json";

      assertThat(status(other)).isEqualTo(500);
      assertThat(status(other)).isEqualTo(404);
    }
  }

  @Test
  void the_rest_interface_may_never_answer() throws Exception {
    try (var carrier = carrier("rest is never answered once")) {
      String call = callUrl(carrier);

      assertThat(List.of(status(call, Duration.ofSeconds(1)), status(call)))
          .containsExactly(SILENT, 200);
    }
  }

  @Test
  void the_interface_listens_on_the_configured_address() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")).withRestPort(port))) {
      assertThat(carrier.restUrl()).isEqualTo(URI.create("http://127.0.0.1:" + port));
    }
  }

  private Carrier carrier(String fault) {
    return Carrier.start(
        Calls.settings(peer.url("/voice"))
            .withRecordingReadyAfter(Duration.ZERO)
            .withFaults(Calls.faults(fault)));
  }

  private String recording(Carrier carrier) throws Exception {
    carrier.call(Calls.plan(Sounds.NONE, LEAVES_A_MESSAGE)).await(SOON);
    return peer.onlyRequest("/done").form().first("RecordingUrl").orElseThrow();
  }

  private String callUrl(Carrier carrier) throws Exception {
    peer.twiml("/voice", "<Hangup/>");
    var report = carrier.call(Calls.plan(Sounds.NONE, "call ends")).await(SOON);
    return carrier.restUrl()
        + "/2010-04-01/Accounts/"
        + Calls.ACCOUNT
        + "/Calls/"
        + report.callSid()
        + ".json";
  }

  private int status(String url) {
    return status(url, SOON);
  }

  private int status(String url, Duration patience) {
    try {
      return fetch(url, patience).statusCode();
    } catch (HttpTimeoutException _) {
      return SILENT;
    } catch (IOException _) {
      return BROKEN_OFF;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
    return fetch(url, SOON);
  }

  private HttpResponse<byte[]> fetch(String url, Duration patience)
      throws IOException, InterruptedException {
    String account = Calls.ACCOUNT + ":" + Calls.TOKEN;
    String basic = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Basic " + basic)
            .timeout(patience)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
