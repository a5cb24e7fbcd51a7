package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, and who gets a 403, over real sockets.
@Tag("socket")
class SignatureGateTest {
  private static final String CALL = "CA11111111111111111111111111111111";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhook/incoming_call",
        "/webhook/stream_ended",
        "/webhook/dial_ended",
        "/webhook/handle_recording",
        "/webhook/call_status",
        "/webhook/stream_status",
        "/webhook/voice_fallback",
        "/webhook/incoming_call?a=1&b=2",
        "/webhook/incoming_call?q=%D7%A9%D7%9C%D7%95%D7%9D+x%2Fy&empty=&=odd",
        "/webhook/incoming_call?'=%27&~=%7e"
      })
  void what_twilio_signs_gets_in(String target) throws Exception {
    assertThat(twilio.post(target, TwilioByHand.call(CALL)).statusCode()).isBetween(200, 204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhook/incoming_call",
        "/webhook/stream_ended",
        "/webhook/dial_ended",
        "/webhook/handle_recording",
        "/webhook/call_status",
        "/webhook/stream_status",
        "/webhook/recording_status",
        "/webhook/voice_fallback"
      })
  void what_nobody_signed_does_not(String target) throws Exception {
    String body = TwilioByHand.encoded(TwilioByHand.call(CALL));
    var unsigned = twilio.request(target).POST(HttpRequest.BodyPublishers.ofString(body));

    assertThat(twilio.send(unsigned).statusCode()).isEqualTo(403);
    assertThat(twilio.post(target, body, "").statusCode()).isEqualTo(403);
    assertThat(twilio.post(target, body, "bm9uc2Vuc2U=").statusCode()).isEqualTo(403);
    assertThat(server.stores().calls().latest(10)).isEmpty();
  }

  @Test
  void a_webhook_by_get_is_told_to_be_a_post_if_twilio_signed_it() throws Exception {
    String target = "/webhook/incoming_call?CallSid=" + CALL;
    String signature = twilio.signature("https://phone.example.com" + target, Map.of());

    assertThat(twilio.send(twilio.request(target).GET()).statusCode()).isEqualTo(403);
    assertThat(
            twilio
                .send(twilio.request(target).header("X-Twilio-Signature", signature).GET())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void another_accounts_token_does_not() throws Exception {
    var stranger = twilio.withToken("another token");

    assertThat(stranger.post("/webhook/incoming_call", TwilioByHand.call(CALL)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void either_token_of_a_rotation_does() throws Exception {
    var older = twilio.withToken("an older token");

    assertThat(older.post("/webhook/incoming_call", TwilioByHand.call(CALL)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_body_that_was_changed_on_the_way_does_not() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    String signature = twilio.signature("https://phone.example.com/webhook/incoming_call", form);
    String body = TwilioByHand.encoded(form);

    for (String changed :
        new String[] {
          body.replace("ringing", "queued"), body + "&Extra=1", body + "+", body.substring(1), ""
        }) {
      assertThat(twilio.post("/webhook/incoming_call", changed, signature).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void a_signature_for_another_url_does_not() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    String body = TwilioByHand.encoded(form);

    for (String url :
        new String[] {
          "http://phone.example.com/webhook/incoming_call",
          "https://other.example.com/webhook/incoming_call",
          "https://phone.example.com/webhook/stream_ended",
          "https://phone.example.com/webhook/incoming_call/",
          "https://phone.example.com/webhook/incoming_call?x=1",
          "https://phone.example.com:8443/webhook/incoming_call"
        }) {
      assertThat(
              twilio.post("/webhook/incoming_call", body, twilio.signature(url, form)).statusCode())
          .as(url)
          .isEqualTo(403);
    }
  }

  @Test
  void a_signature_with_the_usual_port_does() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    String signature =
        twilio.signature("https://phone.example.com:443/webhook/incoming_call", form);

    assertThat(
            twilio
                .post("/webhook/incoming_call", TwilioByHand.encoded(form), signature)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void repeated_parameters_are_signed_once_for_each_value() throws Exception {
    String url = "https://phone.example.com/webhook/incoming_call";
    String signature = twilio.hmac(url + "CallSid" + CALL + "Tag" + "a" + "Tag" + "b");

    assertThat(
            twilio
                .post("/webhook/incoming_call", "Tag=b&CallSid=" + CALL + "&Tag=a&Tag=b", signature)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void white_space_around_values_is_signed_too() throws Exception {
    var form = new TreeMap<>(TwilioByHand.call(CALL));
    form.put("CallerName", "  Dana \t");

    assertThat(twilio.post("/webhook/incoming_call", form).statusCode()).isEqualTo(200);
  }

  @Test
  void forwarded_headers_do_not_count_when_a_public_url_is_set(@TempDir Path other)
      throws Exception {
    try (var configured = Servers.withPublicUrl(other, "https://set.example.com/line")) {
      var caller = TwilioByHand.calling(configured.port());
      Map<String, String> form = TwilioByHand.call(CALL);
      String body = TwilioByHand.encoded(form);
      String path = "/webhook/incoming_call";

      assertThat(caller.post(path, form).statusCode()).isEqualTo(403);
      String good = caller.signature("https://set.example.com/line" + path, form);
      assertThat(caller.post(path, body, good).body())
          .contains("https://set.example.com/line/static/tts/greeting_he.mp3")
          .contains("wss://set.example.com/line/ws/twilio-media");
      assertThat(caller.post("/line" + path, body, good).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_form_that_cannot_be_read_does_not() throws Exception {
    assertThat(twilio.post("/webhook/incoming_call", "CallSid=%zz", "x").statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_body_that_no_carrier_sends_is_refused() throws Exception {
    assertThat(twilio.post("/webhook/incoming_call", "x=" + "y".repeat(70_000), "x").statusCode())
        .isEqualTo(413);
  }

  @Test
  void a_signed_request_without_a_call_is_told_what_is_missing() throws Exception {
    var answer = twilio.post("/webhook/incoming_call", Map.of("AccountSid", TwilioByHand.ACCOUNT));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("CallSid");
  }
}
