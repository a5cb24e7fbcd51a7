package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.echo.DoctorProof;
import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server tells the doctor, and nobody else.
@Tag("socket")
class EchoTest {
  private static final String CALL = "CAd0c71111111111111111111111111111";

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws Exception {
    server = Servers.behindProxy(data);
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhook/echo", "/webhook/incoming_call?a=%20b", "/any//where"})
  void the_doctor_is_told_what_arrived_at_any_path(String target) throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    String body = TwilioByHand.encoded(form);
    String signature = twilio.signature(twilio.publicBase() + target, form);

    HttpResponse<String> answer =
        twilio.send(
            request(target, proof())
                .header("X-Twilio-Signature", signature)
                .header("Authorization", "Basic c2VjcmV0")
                .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Kolan")).contains("1");
    EchoReport facts = facts(answer);
    assertThat(facts.method()).isEqualTo("POST");
    assertThat(facts.version()).isEqualTo("HTTP/1.1");
    assertThat(facts.target()).isEqualTo(target);
    assertThat(facts.header("X-Twilio-Signature")).contains(signature);
    assertThat(facts.header("Authorization")).contains("…");
    assertThat(facts.peerTrusted()).isTrue();
    assertThat(facts.bodyLength()).isEqualTo(body.length());
    assertThat(new String(facts.bodyBytes(), StandardCharsets.UTF_8)).isEqualTo(body);
    assertThat(facts.base()).isEqualTo("https://phone.example.com");
    assertThat(facts.signedUrls()).containsExactly("https://phone.example.com" + target);
    assertThat(facts.configured()).isNull();
    assertThat(facts.signatureIsGenuine()).isTrue();
    assertThat(server.stores().calls().find(new CallSid(CALL))).isEmpty();
  }

  @Test
  void a_proof_in_the_query_is_good_too() throws Exception {
    HttpResponse<String> answer =
        twilio.send(twilio.request("/webhook/echo?kolan_doctor=" + proof()).GET());

    assertThat(facts(answer).signature()).isEqualTo("unsigned");
  }

  @Test
  void nobody_else_is_told_anything() throws Exception {
    String used = proof();
    twilio.send(request("/webhook/echo", used).GET());

    assertThat(twilio.send(twilio.request("/webhook/echo").GET()).statusCode()).isEqualTo(404);
    assertThat(
            twilio
                .send(request("/webhook/echo", DoctorProof.of("x", Instant.now()).text()).GET())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_copy_of_a_request_is_refused_is_no_call_and_is_told_of_later() throws Exception {
    String used = proof();
    Map<String, String> form = TwilioByHand.call(CALL);
    String signature = twilio.signature(twilio.publicBase() + "/webhook/incoming_call", form);
    HttpRequest.Builder request =
        request("/webhook/incoming_call", used)
            .header("X-Twilio-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(TwilioByHand.encoded(form)));

    EchoReport first = facts(twilio.send(request));
    HttpResponse<String> copy = twilio.send(request);

    assertThat(copy.statusCode()).isEqualTo(409);
    assertThat(copy.headers().firstValue("X-Kolan")).contains("repeated");
    assertThat(server.stores().calls().find(new CallSid(CALL))).isEmpty();
    EchoReport next = facts(twilio.send(request("/webhook/echo", proof()).GET()));
    assertThat(first.repeated()).isEmpty();
    assertThat(next.repeated()).containsExactly(first.nonce());
    assertThat(next.instance()).isEqualTo(first.instance()).hasSize(16);
  }

  @Test
  void a_stream_names_its_server_when_it_is_asked_to() throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL);
    stream.losesMarks();
    stream.start("\",\"kolan_doctor\":\"" + proof() + "\",\"kolan_instance\":\"1");
    String instance = facts(twilio.send(request("/webhook/echo", proof()).GET())).instance();

    assertThat(stream.awaitEvent("mark")).contains("\"name\":\"instance-" + instance + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROXY TCP4 1.2.3.4 5.6.7.8 40000 443 | proxy-protocol",
        "PRI * HTTP/2.0 | http2",
      })
  void a_connection_that_begins_with_another_protocol_is_told_so(String line, String marker)
      throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write((line + "\r\nGET / HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("X-Kolan: " + marker + "\r\n");
    }
  }

  @Test
  void a_body_of_any_size_is_counted_and_not_kept() throws Exception {
    HttpResponse<String> answer =
        twilio.send(
            request("/webhook/echo", proof())
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(300_000))));

    assertThat(facts(answer).bodyLength()).isEqualTo(300_000);
    assertThat(facts(answer).bodyBytes()).hasSize(EchoReport.BODY_START);
  }

  @Test
  void a_stream_of_the_doctors_echoes_and_is_no_call() throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL);
    stream.losesMarks();
    stream.start("\",\"kolan_doctor\":\"" + proof() + "\",\"kolan_silence\":\"1");
    stream.speak(Mulaw.silence(Duration.ofMillis(1020)));

    assertThat(stream.awaitEvent("media")).contains(Mulaw.SILENT_FRAME.base64());
    assertThat(stream.awaitEvent("mark")).contains("\"name\":\"51\"");
    assertThat(server.stores().calls().find(new CallSid(CALL))).isEmpty();
    assertThat(server.liveCalls()).isZero();
    stream.stop();
    assertThat(stream.awaitClose()).isEqualTo(1000);
  }

  @Test
  void a_stream_with_a_false_proof_is_refused_like_any_other() throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, "/ws/twilio-media", CALL);
    stream.start("\",\"kolan_doctor\":\"" + DoctorProof.of("x", Instant.now()).text());

    assertThat(stream.awaitClose()).isEqualTo(1008);
  }

  private HttpRequest.Builder request(String target, String proof) {
    return twilio.request(target).header("X-Kolan-Doctor", proof);
  }

  private static String proof() {
    return DoctorProof.of(TwilioByHand.TOKEN, Instant.now()).text();
  }

  private static EchoReport facts(HttpResponse<String> answer) {
    return EchoReport.parse(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
