package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server that refuses can tell of it, over real sockets.
@Tag("socket")
class RefusedRequestsTest {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String PATH = "/webhook/incoming_call";

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws IOException {
    server = Servers.withPublicUrl(data, "https://set.example.com/line");
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_explained_request_stays_refused_however_often_it_comes() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);

    for (int i = 1; i <= 3; i++) {
      HttpResponse<String> answer = twilio.post(PATH, form);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEmpty();
      assertThat(refused("count", Integer.toString(i)).getString("diagnosis"))
          .isEqualTo("would-match");
    }
    JsonObject told = refused("count", "3");
    assertThat(told.getString("publicUrl")).isEqualTo("https://phone.example.com");
    assertThat(told.getString("what"))
        .startsWith("It would match if the public URL were https://phone.example.com:");
    assertThat(told.getJsonArray("remedies").getString(0))
        .isEqualTo(
            "Set KOLAN_PUBLIC_URL=https://phone.example.com; it is https://set.example.com/line"
                + " now.");
    assertThat(told.getJsonArray("parameters")).contains("CallSid", "From", "FromCity");
    assertThat(told.getString("route")).isEqualTo(PATH);
    assertThat(server.stores().calls().latest(10)).isEmpty();
  }

  @Test
  void what_is_told_holds_no_value_no_signature_and_no_token() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    String target = PATH + "?tenant=hidden-value";
    twilio.post(target, form);
    refused("diagnosis", "would-match");

    assertThat(page().body())
        .contains("tenant=…")
        .doesNotContain("hidden-value", "97254", "תל אביב", CALL, TwilioByHand.TOKEN)
        .doesNotContain(twilio.signature("https://phone.example.com" + target, form));
  }

  @Test
  void a_wrong_token_and_another_account_are_told_apart() throws Exception {
    var stranger = twilio.withToken("theirs");
    Map<String, String> form = TwilioByHand.call(CALL);
    stranger.post(PATH, form);
    refused("diagnosis", "unknown-reason");

    form.put("AccountSid", "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    stranger.post(PATH, form);
    assertThat(refused("diagnosis", "other-account").getString("what"))
        .contains("ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
  }

  @Test
  void a_malformed_form_an_unsigned_request_and_a_socket_are_told_too() throws Exception {
    twilio.post(PATH, "a=%FF", twilio.hmac("https://set.example.com/line" + PATH + "aÿ"));
    assertThat(refused("diagnosis", "body-changed").getString("what")).contains("Latin-1");

    twilio.send(twilio.request(PATH).POST(HttpRequest.BodyPublishers.ofString("a=1")));
    refused("diagnosis", "unsigned");

    var upgrade =
        twilio
            .request("/ws/twilio-media")
            .header("X-Twilio-Signature", twilio.hmac("wss://phone.example.com/ws/twilio-media"));
    assertThat(twilio.send(upgrade.GET()).statusCode()).isEqualTo(403);
    assertThat(refused("route", "/ws/twilio-media").getString("publicUrl"))
        .isEqualTo("https://phone.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 127.0.0.1",
    "X-Forwarded-Host, localhost",
    "X-Forwarded-Proto, http",
    "Forwarded, for=127.0.0.1",
    "Via, 1.1 proxy",
    "X-Real-IP, 127.0.0.1",
    "Origin, http://localhost",
    "Host, phone.example.com",
    "Host, localhost.example.com",
    "Host, 127.0.0.1.example.com:80",
  })
  void on_the_public_port_whoever_comes_through_a_proxy_or_a_page_finds_nothing(
      String name, String value) throws Exception {
    String host = name.equals("Host") ? value : "localhost";
    String more = name.equals("Host") ? "" : name + ": " + value + "\r\n";

    assertThat(statusLine("HTTP/1.1\r\nHost: " + host + "\r\n" + more)).contains("404");
    assertThat(statusLine("HTTP/1.1\r\nHost: localhost\r\n")).contains("200");
    assertThat(page().statusCode()).isEqualTo(200);
  }

  @Test
  void on_the_public_port_a_proxy_that_speaks_the_old_http_finds_nothing() throws Exception {
    assertThat(statusLine("HTTP/1.0\r\nHost: localhost\r\n")).contains("404");
  }

  @Test
  void a_flood_is_bounded_and_the_server_goes_on() throws Exception {
    for (int i = 0; i < 150; i++) {
      String target = PATH + "?n" + i + "=1";
      assertThat(twilio.post(target, "a=1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").statusCode())
          .isEqualTo(403);
    }

    refused("diagnosis", "not-explained");
    assertThat(new JsonObject(page().body()).getJsonArray("refused")).hasSize(100);
    Map<String, String> form = TwilioByHand.call(CALL);
    String good = twilio.signature("https://set.example.com/line" + PATH, form);
    assertThat(twilio.post(PATH, TwilioByHand.encoded(form), good).statusCode()).isEqualTo(200);
  }

  /// The status of an answer to a request that is written by hand, from its version on.
  private String statusLine(String rest) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET /diagnostics/refused " + rest + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return String.valueOf(new BufferedReader(answer).readLine());
    }
  }

  private HttpRequest.Builder ask() {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.managementPort() + "/diagnostics/refused"));
  }

  private HttpResponse<String> page() throws IOException, InterruptedException {
    return twilio.send(ask().GET());
  }

  /// The record with this value; waits for it, since explanations come a little later.
  private JsonObject refused(String key, String value) {
    return Await.until(() -> with(key, value), found -> !found.isEmpty()).getFirst();
  }

  private List<JsonObject> with(String key, String value) {
    try {
      return new JsonObject(page().body())
          .getJsonArray("refused").stream()
              .map(JsonObject.class::cast)
              .filter(record -> String.valueOf(record.getValue(key)).equals(value))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
