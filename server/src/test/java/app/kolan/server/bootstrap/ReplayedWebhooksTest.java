package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.web.BypassableWebhook;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody gets who has captured genuine requests, or sends others beside them.
@Tag("socket")
class ReplayedWebhooksTest {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String UNKNOWN = "CA22222222222222222222222222222222";
  private static final String INCOMING = "/webhook/incoming_call";

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-11-28T10:00:00Z");
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws Exception {
    server = Servers.withBypassAndTapes(data, EnumSet.allOf(BypassableWebhook.class), () -> now);
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INCOMING,
        "/webhook/stream_ended",
        "/webhook/dial_ended",
        "/webhook/handle_recording",
        "/webhook/voice_fallback"
      })
  void what_twilio_asks_again_has_the_same_answer_again(String path) throws Exception {
    incoming();
    Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL));
    form.put("RecordingSid", "RE" + "1".repeat(32));
    form.put("RecordingDuration", "7");
    form.put("DialCallStatus", "busy");

    String first = twilio.post(path, form).body();
    now = now.plusSeconds(20);

    assertThat(first).contains("<Response>");
    assertThat(twilio.post(path, form).body()).isEqualTo(first);
    assertThat(twilio.post(path, form).body()).isEqualTo(first);
  }

  @Test
  void the_first_webhook_of_a_call_that_is_over_gets_neither_ticket_nor_place() throws Exception {
    assertThat(incoming().body()).contains("<Connect");
    Map<String, String> status = new TreeMap<>(TwilioByHand.call(CALL));
    status.put("CallStatus", "completed");
    twilio.post("/webhook/call_status", status);

    assertThat(incoming().body()).contains("<Hangup").doesNotContain("<Connect", "<Record");
    assertThat(places()).isEqualTo("0.0");
  }

  @Test
  void the_first_webhook_of_a_call_whose_ticket_is_too_old_gets_neither_ticket_nor_place()
      throws Exception {
    assertThat(incoming().body()).contains("<Connect");
    twilio.post("/webhook/stream_ended", TwilioByHand.call(CALL));
    now = now.plus(Duration.ofMinutes(10));

    assertThat(incoming().body()).doesNotContain("<Connect");
    assertThat(places()).isEqualTo("0.0");
  }

  @Test
  void a_webhook_of_an_account_that_is_not_ours_is_refused_though_our_token_signed_it()
      throws Exception {
    Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL));
    form.put("AccountSid", "AC" + "b".repeat(32));

    assertThat(twilio.post(INCOMING, form).statusCode()).isEqualTo(403);
    assertThat(server.stores().calls().latest(1)).isEmpty();
  }

  @Test
  void what_the_bypass_does_not_let_in_begins_no_tape() throws Exception {
    assertThat(twilio.post("/webhook/stream_ended", "CallSid=" + UNKNOWN, "").statusCode())
        .isEqualTo(403);
    incoming();
    server.close();

    try (var tapes = Files.list(data.resolve("tapes"))) {
      assertThat(tapes.map(tape -> tape.getFileName().toString()))
          .singleElement()
          .asString()
          .startsWith(CALL);
    }
  }

  private HttpResponse<String> incoming() throws Exception {
    return twilio.post(INCOMING, TwilioByHand.call(CALL));
  }

  private String places() throws Exception {
    var management = new TwilioByHand(twilio.http(), server.managementPort(), "http://x", "x");
    String page = management.send(management.request("/metrics").GET()).body();
    return page.replaceAll("(?s).*\\nkolan_calls_admitted ([0-9.]+)\\n.*", "$1");
  }
}
