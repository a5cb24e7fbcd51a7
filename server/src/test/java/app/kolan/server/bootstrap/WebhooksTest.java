package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.RecordingState;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each webhook answers and leaves in the ledger.
@Tag("socket")
class WebhooksTest {
  private static final CallSid CALL = new CallSid("CA22222222222222222222222222222222");
  private static final String BASE = "https://phone.example.com";

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws IOException {
    server = Servers.behindProxy(data);
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_incoming_call_is_greeted_and_connected_to_the_stream() throws Exception {
    Twiml twiml = twiml(post("/webhook/incoming_call"));

    assertThat(twiml.verbs().getFirst())
        .isEqualTo(Verb.Play.once(BASE + "/static/tts/greeting_he.mp3"));
    var connect = (Verb.Connect) twiml.verbs().get(1);
    assertThat(connect.action()).isEqualTo(BASE + "/webhook/stream_ended");
    assertThat(connect.stream().url()).isEqualTo("wss://phone.example.com/ws/twilio-media");
    assertThat(connect.stream().statusCallback()).isEqualTo(BASE + "/webhook/stream_status");
    assertThat(connect.stream().parameters()).containsOnlyKeys("business_id", "ticket");
    assertThat(connect.stream().parameters()).containsEntry("business_id", "1");
    assertThat(twiml.verbs().get(3)).isInstanceOf(Verb.RecordCaller.class);
  }

  @Test
  void a_webhook_that_is_repeated_is_the_same_call_with_the_same_ticket() throws Exception {
    String first = post("/webhook/incoming_call").body();

    assertThat(post("/webhook/incoming_call").body()).isEqualTo(first);
    assertThat(server.stores().calls().latest(10)).hasSize(1);
  }

  @Test
  void every_call_has_a_ticket_of_its_own() throws Exception {
    String first = post("/webhook/incoming_call").body();
    var other = TwilioByHand.call("CA33333333333333333333333333333333");

    assertThat(twilio.post("/webhook/incoming_call", other).body()).isNotEqualTo(first);
  }

  @Test
  void every_sentence_that_is_played_can_be_fetched() throws Exception {
    for (String path : new String[] {"incoming_call", "stream_ended", "handle_recording"}) {
      for (Verb verb : twiml(post("/webhook/" + path)).verbs()) {
        if (verb instanceof Verb.Play(var url, _)) {
          var sound = twilio.send(twilio.request(url.substring(BASE.length())).GET());
          assertThat(sound.statusCode()).isEqualTo(200);
          assertThat(sound.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
          assertThat(sound.headers().firstValueAsLong("Content-Length").orElseThrow())
              .isGreaterThan(2000);
        }
      }
    }
  }

  @Test
  void a_sound_that_is_known_is_not_sent_again() throws Exception {
    String path = "/static/tts/greeting_he.mp3";
    String etag =
        twilio.send(twilio.request(path).GET()).headers().firstValue("ETag").orElseThrow();

    var again = twilio.send(twilio.request(path).header("If-None-Match", etag).GET());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void an_unknown_sound_is_not_found() throws Exception {
    assertThat(twilio.send(twilio.request("/static/tts/../../etc/passwd").GET()).statusCode())
        .isEqualTo(404);
    assertThat(twilio.send(twilio.request("/static/tts/none.mp3").GET()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_stream_that_never_began_ends_in_a_message() throws Exception {
    post("/webhook/incoming_call");

    assertThatItRecordsAfterABeep(post("/webhook/stream_ended"));
  }

  @Test
  void a_call_that_nobody_knows_ends_in_a_message_too() throws Exception {
    assertThatItRecordsAfterABeep(post("/webhook/stream_ended"));
  }

  @Test
  void a_finished_talk_is_hung_up() throws Exception {
    post("/webhook/incoming_call");
    server.stores().calls().settle(CALL, CallOutcome.FINISHED, null, Instant.now());

    assertThat(twiml(post("/webhook/stream_ended")).verbs()).containsExactly(new Verb.Hangup());
  }

  @Test
  void a_broken_talk_ends_in_a_message() throws Exception {
    post("/webhook/incoming_call");
    server.stores().calls().settle(CALL, CallOutcome.BROKEN, null, Instant.now());

    assertThatItRecordsAfterABeep(post("/webhook/stream_ended"));
  }

  @Test
  void a_hand_over_dials() throws Exception {
    post("/webhook/incoming_call");
    var human = new PhoneNumber("+972502345678");
    server.stores().calls().settle(CALL, CallOutcome.HANDED_OVER, human, Instant.now());

    assertThat(twiml(post("/webhook/stream_ended")).verbs().getFirst())
        .isEqualTo(
            new Verb.Dial(
                "+972502345678", null, Duration.ofSeconds(25), BASE + "/webhook/dial_ended"));
  }

  @Test
  void a_human_who_is_not_reached_is_replaced_by_a_message() throws Exception {
    assertThatItRecords(post("/webhook/dial_ended", "DialCallStatus", "no-answer"));
    assertThatItRecords(post("/webhook/dial_ended", "DialCallStatus", "busy"));
    assertThat(twiml(post("/webhook/dial_ended", "DialCallStatus", "completed")).verbs())
        .containsExactly(new Verb.Hangup());
  }

  @Test
  void a_message_is_thanked_for_and_kept() throws Exception {
    post("/webhook/incoming_call");

    Twiml thanks =
        twiml(
            post(
                "/webhook/handle_recording",
                "RecordingUrl",
                "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE44444444444444444444444444444444",
                "RecordingDuration",
                "7"));

    assertThat(thanks.verbs()).hasSize(2).last().isEqualTo(new Verb.Hangup());
    assertThat(server.stores().recordings().findByCall(CALL))
        .singleElement()
        .satisfies(
            recording -> {
              assertThat(recording.state()).isEqualTo(RecordingState.ANNOUNCED);
              assertThat(recording.length()).isEqualTo(Duration.ofSeconds(7));
            });
    assertThat(server.stores().leads().find(CALL)).isPresent();
  }

  @Test
  void news_is_acknowledged_in_any_order_and_moves_the_call_forward_alone() throws Exception {
    post("/webhook/incoming_call");

    assertThat(post("/webhook/call_status", "CallStatus", "completed", "CallDuration", "42"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(204);
    post("/webhook/call_status", "CallStatus", "in-progress");
    post("/webhook/call_status", "CallStatus", "completed", "CallDuration", "42");
    post("/webhook/stream_status", "StreamEvent", "stream-error", "StreamError", "31924");
    post("/webhook/stream_status", "StreamEvent", "stream-started", "StreamSid", "MZ1");

    LoggedCall call = server.stores().calls().find(CALL).orElseThrow();
    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.length()).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void a_status_that_is_new_to_us_is_acknowledged() throws Exception {
    assertThat(post("/webhook/call_status", "CallStatus", "teleported").statusCode())
        .isEqualTo(204);
    assertThat(post("/webhook/recording_status", "RecordingSid", "RE1").statusCode())
        .isEqualTo(204);
  }

  @Test
  void the_fallback_takes_a_message() throws Exception {
    assertThatItRecordsAfterABeep(
        post("/webhook/voice_fallback", "ErrorCode", "11205", "ErrorUrl", BASE + "/webhook"));
    Await.until("the call is known", () -> server.stores().calls().find(CALL).isPresent());
  }

  @Test
  void the_fallback_hangs_up_on_a_caller_who_was_thanked() throws Exception {
    post("/webhook/incoming_call");
    server.stores().calls().settle(CALL, CallOutcome.FINISHED, null, Instant.now());

    assertThat(twiml(fallbackFor("/webhook/stream_ended")).verbs())
        .containsExactly(new Verb.Hangup());
  }

  @Test
  void the_fallback_connects_a_caller_who_was_promised_a_human() throws Exception {
    post("/webhook/incoming_call");
    var human = new PhoneNumber("+972502345678");
    server.stores().calls().settle(CALL, CallOutcome.HANDED_OVER, human, Instant.now());

    assertThat(twiml(fallbackFor("/webhook/stream_ended")).verbs().getFirst())
        .isInstanceOf(Verb.Dial.class);
    assertThatItRecords(fallbackFor("/webhook/dial_ended"));
  }

  @Test
  void the_fallback_takes_a_message_when_the_talk_broke() throws Exception {
    post("/webhook/incoming_call");
    server.stores().calls().settle(CALL, CallOutcome.BROKEN, null, Instant.now());

    assertThatItRecordsAfterABeep(fallbackFor("/webhook/stream_ended"));
  }

  @Test
  void the_fallback_does_not_ask_for_a_message_that_was_left() throws Exception {
    post("/webhook/incoming_call");

    assertThat(twiml(fallbackFor("/webhook/handle_recording?x=1")).verbs())
        .noneMatch(Verb.RecordCaller.class::isInstance)
        .last()
        .isEqualTo(new Verb.Hangup());
  }

  private HttpResponse<String> fallbackFor(String target) throws Exception {
    return post("/webhook/voice_fallback", "ErrorCode", "11205", "ErrorUrl", BASE + target);
  }

  @Test
  void a_caller_is_helped_even_when_the_ledger_fails() throws Exception {
    server.stores().close();

    assertThatItRecordsAfterABeep(post("/webhook/incoming_call"));
    assertThatItRecordsAfterABeep(post("/webhook/stream_ended"));
    assertThat(post("/webhook/call_status").statusCode()).isEqualTo(500);
  }

  @Test
  void a_message_that_cannot_be_taken_down_is_not_asked_for_again_and_again() throws Exception {
    server.stores().close();

    assertThat(twiml(post("/webhook/handle_recording", "RecordingSid", "RE1")).verbs())
        .noneMatch(Verb.RecordCaller.class::isInstance)
        .last()
        .isEqualTo(new Verb.Hangup());
  }

  @Test
  void a_stop_waits_for_a_caller_who_is_leaving_a_message() throws Exception {
    post("/webhook/incoming_call");
    post("/webhook/stream_ended");
    var stopped = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              server.close(Duration.ofSeconds(30));
              stopped.countDown();
            });

    assertThat(stopped.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(twiml(post("/webhook/handle_recording")).verbs()).hasSize(2);
    assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private int readiness() {
    try {
      return twilio.send(twilio.request("/health/ready").GET()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void who_calls_while_the_server_stops_leaves_a_message() throws Exception {
    post("/webhook/incoming_call");
    Thread.ofVirtual().start(() -> server.close(Duration.ofSeconds(30)));
    Await.until(this::readiness, status -> status != 200);

    var other = TwilioByHand.call("CA33333333333333333333333333333333");
    assertThat(twiml(twilio.post("/webhook/incoming_call", other)).verbs())
        .noneMatch(Verb.Connect.class::isInstance)
        .anyMatch(Verb.RecordCaller.class::isInstance);
    post("/webhook/call_status", "CallStatus", "completed");
    other.put("CallStatus", "completed");
    twilio.post("/webhook/call_status", other);
  }

  @Test
  void voicemail_opens_no_stream(@TempDir Path other) throws Exception {
    try (var voicemail = Servers.withMode(other, AnswerMode.VOICEMAIL)) {
      var answer =
          TwilioByHand.calling(voicemail.port())
              .post("/webhook/incoming_call", TwilioByHand.call(CALL.value()));

      assertThat(twiml(answer).verbs())
          .noneMatch(Verb.Connect.class::isInstance)
          .anyMatch(Verb.RecordCaller.class::isInstance);
    }
  }

  @Test
  void listening_starts_a_one_way_stream(@TempDir Path other) throws Exception {
    try (var listening = Servers.withMode(other, AnswerMode.LISTEN)) {
      var answer =
          TwilioByHand.calling(listening.port())
              .post("/webhook/incoming_call", TwilioByHand.call(CALL.value()));

      assertThat(twiml(answer).verbs().get(1))
          .isInstanceOfSatisfying(
              Verb.Start.class,
              start -> {
                assertThat(start.stream().url()).isEqualTo("wss://phone.example.com/media-stream");
                assertThat(start.stream().track()).isEqualTo("both_tracks");
              });
      assertThat(twiml(answer).verbs().getLast()).isEqualTo(new Verb.Pause(Duration.ofSeconds(60)));
    }
  }

  @Test
  void health_tells_that_the_server_is_ready() throws Exception {
    assertThat(health("/health").body())
        .contains("\"live\":true")
        .contains("\"ready\":true")
        .contains("\"calls\":0");
    assertThat(health("/health/ready").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> health(String path) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + server.managementPort() + path);
    return twilio.send(HttpRequest.newBuilder(page).GET());
  }

  private HttpResponse<String> post(String target, String... extra) throws Exception {
    Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL.value()));
    for (int i = 0; i < extra.length; i += 2) {
      form.put(extra[i], extra[i + 1]);
    }
    return twilio.post(target, form);
  }

  private static Twiml twiml(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    TwimlReading reading =
        TwimlReader.read(
            answer.headers().firstValue("Content-Type").orElse(null),
            answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(TwimlReading.Understood.class);
    var understood = (TwimlReading.Understood) reading;
    assertThat(understood.findings()).isEmpty();
    return understood.twiml();
  }

  private static void assertThatItRecords(HttpResponse<String> answer) {
    assertThatItRecords(answer, false);
  }

  private static void assertThatItRecordsAfterABeep(HttpResponse<String> answer) {
    assertThatItRecords(answer, true);
  }

  /// The seed's own record verb; with a beep where the sentence before announces one.
  private static void assertThatItRecords(HttpResponse<String> answer, boolean beep) {
    assertThat(twiml(answer).verbs())
        .filteredOn(Verb.RecordCaller.class::isInstance)
        .containsExactly(
            new Verb.RecordCaller(
                BASE + "/webhook/handle_recording",
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                beep,
                false,
                null,
                BASE + "/webhook/recording_status"));
    assertThat(twiml(answer).verbs().getFirst()).isInstanceOf(Verb.Play.class);
  }
}
