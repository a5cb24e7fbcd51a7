package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.web.BypassableWebhook;
import app.kolan.twilio.webhook.CallSid;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// The half hour in which two webhooks need no good signature, over real sockets.
@Tag("socket")
class SignatureBypassTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String UNKNOWN = "CA22222222222222222222222222222222";
  private static final String ENDED = "/webhook/stream_ended";
  private static final String STATUS = "/webhook/call_status";

  private final LinkedBlockingQueue<ILoggingEvent> uses = new LinkedBlockingQueue<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("app.kolan.server.rejection");
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getMessage().contains("BYPASS")) {
            uses.add(event);
          }
        }
      };

  @TempDir private Path data;
  private volatile Instant now = START;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws Exception {
    listener.start();
    logger.addAppender(listener);
    server =
        Servers.withBypass(
            data,
            EnumSet.of(BypassableWebhook.STREAM_ENDED, BypassableWebhook.CALL_STATUS),
            () -> now);
    twilio = TwilioByHand.calling(server.port());
    assertThat(twilio.post("/webhook/incoming_call", TwilioByHand.call(CALL)).statusCode())
        .isEqualTo(200);
  }

  @AfterEach
  void stop() {
    server.close();
    logger.detachAppender(listener);
  }

  @Test
  void unsigned_and_wrongly_signed_requests_of_a_known_call_are_answered() throws Exception {
    HttpResponse<String> ended = unsigned(ENDED, CALL);
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(ended.body()).contains("<Record");
    assertThat(twilio.withToken("wrong").post(STATUS, status(CALL)).statusCode()).isEqualTo(204);

    assertThat(server.stores().calls().find(new CallSid(CALL)).orElseThrow().outcome())
        .isEqualTo(CallOutcome.BROKEN);
  }

  @Test
  void it_is_answered_again_as_it_was_and_changes_nothing_twice() throws Exception {
    String first = unsigned(ENDED, CALL).body();
    unsigned(STATUS, status(CALL));
    int events = server.stores().calls().events(new CallSid(CALL)).size();

    assertThat(unsigned(ENDED, CALL).body()).isEqualTo(first);
    assertThat(unsigned(STATUS, status(CALL)).statusCode()).isEqualTo(204);
    assertThat(server.stores().calls().events(new CallSid(CALL))).hasSize(events);
  }

  @Test
  void a_call_that_never_came_in_is_refused() throws Exception {
    assertThat(unsigned(ENDED, UNKNOWN).statusCode()).isEqualTo(403);
    assertThat(unsigned(STATUS, status(UNKNOWN)).statusCode()).isEqualTo(403);
    assertThat(unsigned(STATUS, Map.of("CallSid", "no call")).statusCode()).isEqualTo(403);
    assertThat(unsigned(STATUS, Map.of("a", "b")).statusCode()).isEqualTo(403);
    assertThat(server.stores().calls().events(new CallSid(UNKNOWN))).isEmpty();
    assertThat(uses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhook/incoming_call",
        "/webhook/dial_ended",
        "/webhook/handle_recording",
        "/webhook/stream_status",
        "/webhook/recording_status",
        "/webhook/voice_fallback"
      })
  void the_other_webhooks_are_as_strict_as_ever(String path) throws Exception {
    assertThat(unsigned(path, CALL).statusCode()).isEqualTo(403);
  }

  @Test
  void sockets_and_get_are_as_strict_as_ever() throws Exception {
    for (String path : new String[] {"/ws/twilio-media", "/media-stream", ENDED, STATUS}) {
      assertThat(twilio.send(twilio.request(path + "?CallSid=" + CALL).GET()).statusCode())
          .isEqualTo(403);
    }
    assertThat(twilio.post(ENDED, "CallSid=" + CALL + "&x=%FF", "x").statusCode()).isEqualTo(403);
  }

  @Test
  void after_half_an_hour_it_is_over_by_itself() throws Exception {
    now = START.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(unsigned(ENDED, CALL).statusCode()).isEqualTo(200);
    assertThat(health().getJsonObject("signatureBypass"))
        .isEqualTo(
            new JsonObject()
                .put("routes", new JsonArray().add("stream_ended").add("call_status"))
                .put("until", "2026-11-21T10:30:00Z"));

    now = START.plus(Duration.ofMinutes(30));
    assertThat(unsigned(ENDED, CALL).statusCode()).isEqualTo(403);
    assertThat(health().containsKey("signatureBypass")).isFalse();
    assertThat(twilio.post(ENDED, TwilioByHand.call(CALL)).statusCode()).isEqualTo(200);
  }

  @Test
  void strangers_are_not_told_that_it_is_on() throws Exception {
    assertThat(health().containsKey("signatureBypass")).isTrue();

    URI onThePublicPort = URI.create("http://127.0.0.1:" + server.port() + "/health");
    HttpRequest.Builder throughAProxy =
        HttpRequest.newBuilder(onThePublicPort).header("X-Forwarded-For", "192.0.2.1").GET();
    String told = twilio.send(throughAProxy).body();
    assertThat(new JsonObject(told).getBoolean("live")).isTrue();
    assertThat(told).doesNotContainIgnoringCase("bypass").doesNotContain("10:30");
  }

  @Test
  void each_use_is_logged_with_the_finding_and_a_good_signature_is_not() throws Exception {
    twilio.post(ENDED, TwilioByHand.call(CALL));
    unsigned(ENDED, CALL);
    assertThat(use()).contains("unsigned", ENDED).doesNotContain("97254");

    Map<String, String> form = TwilioByHand.call(CALL);
    String plain = twilio.signature("http://phone.example.com" + ENDED, form);
    twilio.post(ENDED, TwilioByHand.encoded(form), plain);
    assertThat(use()).contains("would-match", "http://phone.example.com");
    assertThat(uses).isEmpty();
  }

  private String use() throws InterruptedException {
    ILoggingEvent event = uses.poll(60, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return String.valueOf(event.getKeyValuePairs());
  }

  private JsonObject health() throws IOException, InterruptedException {
    URI health = URI.create("http://127.0.0.1:" + server.managementPort() + "/health");
    return new JsonObject(twilio.send(HttpRequest.newBuilder(health).GET()).body());
  }

  private static Map<String, String> status(String call) {
    Map<String, String> form = TwilioByHand.call(call);
    form.put("CallStatus", "in-progress");
    form.put("SequenceNumber", "1");
    return form;
  }

  private HttpResponse<String> unsigned(String path, String call)
      throws IOException, InterruptedException {
    return unsigned(path, TwilioByHand.call(call));
  }

  private HttpResponse<String> unsigned(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    return twilio.send(twilio.request(path).POST(body(form)));
  }

  private static HttpRequest.BodyPublisher body(Map<String, String> form) {
    return HttpRequest.BodyPublishers.ofString(TwilioByHand.encoded(form));
  }
}
