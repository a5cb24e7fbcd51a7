package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.webhook.CallStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class VerbContextTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestPeer peer = new TestPeer();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<StreamEvent> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> streaming = new CompletableFuture<>();

  @AfterEach
  void close() throws IOException {
    peer.close();
    client.close();
  }

  @Test
  void the_server_can_end_a_call_over_rest() throws Exception {
    try (var carrier = streamingCarrier()) {
      var call = carrier.call(Calls.plan(Sounds.NONE, "call ends within 60s"));
      streaming.get(60, TimeUnit.SECONDS);

      var answer = update(carrier, call.callSid(), FormPairs.of("Status", "completed"));
      var report = call.await(SOON);
      peer.awaitTalks();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(report.end()).isEqualTo(CallEnd.COMPLETED_BY_REST);
      assertThat(received.getLast()).isInstanceOf(StreamEvent.Stopped.class);
      assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
      var late = update(carrier, call.callSid(), FormPairs.of("Status", "completed"));
      assertThat(late.statusCode()).isEqualTo(400);
      assertThat(late.body()).contains("21220");
      var unknown = update(carrier, "CA404", FormPairs.of("Status", "completed"));
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("20404");
    }
  }

  @Test
  void the_server_can_give_a_call_other_instructions() throws Exception {
    peer.twiml("/other", "<Hangup/>");
    try (var carrier = streamingCarrier()) {
      var call = carrier.call(Calls.plan(Sounds.NONE, "call ends within 60s"));
      streaming.get(60, TimeUnit.SECONDS);

      String twiml = "<Response><Redirect>%s</Redirect></Response>".formatted(peer.url("/other"));
      update(carrier, call.callSid(), FormPairs.of("Twiml", twiml));
      var report = call.await(SOON);
      peer.awaitTalks();

      assertThat(received.getLast()).isInstanceOf(StreamEvent.Stopped.class);
      assertThat(peer.requests("/other")).hasSize(1);
      assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
    }
  }

  @Test
  void a_caller_can_be_made_to_hang_up() throws Exception {
    try (var carrier = streamingCarrier()) {
      var call = carrier.call(Calls.plan(Sounds.NONE, "caller waits 600s"));
      streaming.get(60, TimeUnit.SECONDS);
      assertThat(call.status()).isEqualTo(CallStatus.IN_PROGRESS);
      assertThatThrownBy(() -> call.await(Duration.ofMillis(1)))
          .isInstanceOf(TimeoutException.class);

      call.hangUp();

      assertThat(call.await(SOON).endedByCaller()).isTrue();
    }
  }

  @Test
  void calls_run_beside_each_other() throws Exception {
    peer.twiml("/voice", "<Pause length=\"2\"/>");
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      List<SimulatedCall> calls =
          IntStream.range(0, 20)
              .mapToObj(_ -> carrier.call(Calls.plan(Sounds.NONE, "call ends")))
              .toList();

      for (SimulatedCall call : calls) {
        assertThat(call.await(SOON).failures()).isEmpty();
      }
    }
  }

  @Test
  void a_listener_receives_each_moment_as_a_readable_line() throws Exception {
    peer.twiml("/voice", "<Pause length=\"1\"/>");
    List<String> lines = new CopyOnWriteArrayList<>();
    try (var carrier = Carrier.start(Calls.settings(peer.url("/voice")))) {
      var report =
          carrier
              .call(
                  Calls.plan(Sounds.NONE, "caller says \"my secret\" for 0.4s\ncall ends")
                      .withListener(moment -> lines.add(moment.line())))
              .await(SOON);

      assertThat(lines).hasSameSizeAs(report.moments());
      assertThat(lines.getFirst()).contains("asks /voice what to do; the server answers 200");
      assertThat(lines.getLast()).contains("the call ends after 1.00 s");
      assertThat(report.printout()).doesNotContain("secret");
    }
  }

  @Test
  void closing_the_carrier_ends_its_calls_and_leaves_no_thread() throws Exception {
    CallReport report;
    SimulatedCall call;
    try (var carrier = streamingCarrier()) {
      call = carrier.call(Calls.plan(Sounds.NONE, "caller waits 600s"));
      streaming.get(60, TimeUnit.SECONDS);
    }
    report = call.await(SOON);

    assertThat(report.end()).isEqualTo(CallEnd.CARRIER_CLOSED);
    client.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("(HttpClient-|HTTP-Dispatcher).*")) {
        assertThat(thread.join(SOON)).as(thread.getName()).isTrue();
      }
    }
  }

  @Test
  void settings_do_not_print_their_token() {
    assertThat(CarrierSettings.of("AC1", "the-token", peer.url("/voice")).toString())
        .doesNotContain("the-token");
  }

  private Carrier streamingCarrier() {
    peer.twiml(
            "/voice", "<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")))
        .socket(
            "/media",
            socket -> {
              for (var event = socket.next(); event.isPresent(); event = socket.next()) {
                received.add(event.get());
                if (event.get() instanceof StreamEvent.Media) {
                  streaming.complete(null);
                }
              }
            });
    return Carrier.start(Calls.settings(peer.url("/voice")));
  }

  private HttpResponse<String> update(Carrier carrier, String callSid, FormPairs form)
      throws Exception {
    byte[] credentials = (Calls.ACCOUNT + ":" + Calls.TOKEN).getBytes(StandardCharsets.UTF_8);
    String path = "/2010-04-01/Accounts/" + Calls.ACCOUNT + "/Calls/" + callSid + ".json";
    return client.send(
        HttpRequest.newBuilder(URI.create(carrier.restUrl() + path))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
