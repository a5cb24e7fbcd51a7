package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("socket")
class MetricsPageTest {
  private static final String CALL = "CA11111111111111111111111111111111";

  @TempDir private Path data;
  private PhoneServer server;
  private TwilioByHand twilio;

  @BeforeEach
  void start() throws IOException {
    server = Servers.withMode(data, AnswerMode.VOICEMAIL);
    twilio = TwilioByHand.calling(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void it_counts_calls_by_how_they_came_out() throws Exception {
    Map<String, String> form = TwilioByHand.call(CALL);
    twilio.post("/webhook/incoming_call", form);
    assertThat(page().body()).contains("kolan_calls_total{outcome=\"hung_up\"} 0.0");

    form.put("CallStatus", "completed");
    twilio.post("/webhook/call_status", form);
    twilio.post("/webhook/call_status", form);

    HttpResponse<String> page = page();
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(page.body())
        .contains("kolan_calls_total{outcome=\"hung_up\"} 1.0")
        .contains("kolan_calls_live 0.0")
        .doesNotContain(CALL, "97254");
  }

  @Test
  void on_the_public_port_it_is_deprecated_and_for_this_machine_alone() throws Exception {
    assertThat(twilio.send(ask(server.port()).header("Via", "1.1 proxy").GET()).statusCode())
        .isEqualTo(404);

    HttpResponse<String> page = twilio.send(ask(server.port()).GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("kolan_calls_live 0.0");
    assertThat(page.headers().firstValue("Deprecation")).contains("@1795824000");
  }

  @Test
  void the_management_listener_does_not_guess_who_asks() throws Exception {
    HttpRequest.Builder ask = ask(server.managementPort()).header("X-Forwarded-For", "10.0.0.1");

    HttpResponse<String> page = twilio.send(ask.GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Deprecation")).isEmpty();
  }

  private static HttpRequest.Builder ask(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
  }

  private HttpResponse<String> page() throws IOException, InterruptedException {
    return twilio.send(ask(server.managementPort()).GET());
  }
}
