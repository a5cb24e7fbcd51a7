package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.web.ManagementAddress;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What is asked for by operators, apart from what is asked for by Twilio.
@Tag("socket")
class ManagementListenerTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {"/health", "/health/live", "/health/ready", "/metrics", "/diagnostics/refused"})
  void it_answers_whoever_can_connect(String path) throws Exception {
    var ask = ask(server.managementPort(), path).header("X-Forwarded-For", "192.0.2.1");

    HttpResponse<String> answer = twilio.send(ask);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Deprecation")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhook/incoming_call", "/ws/twilio-media", "/static/tts/wait_he.mp3"})
  void it_has_nothing_for_twilio(String path) throws Exception {
    assertThat(twilio.send(ask(server.managementPort(), path)).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/health, 200, true",
    "/health/ready, 200, true",
    "/health/live, 200, false",
    "/metrics, 404, false",
    "/diagnostics/refused, 404, false",
  })
  void on_the_public_port_its_pages_answer_a_proxy_as_before(
      String path, int status, boolean deprecated) throws Exception {
    var ask = ask(server.port(), path).header("X-Forwarded-For", "192.0.2.1");

    HttpResponse<String> answer = twilio.send(ask);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Deprecation").isPresent()).isEqualTo(deprecated);
  }

  @Test
  void whoever_asks_on_the_public_port_is_logged_once() throws Exception {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger("app.kolan.server.web.DeprecatedPages");
    logger.addAppender(log);
    try {
      twilio.send(ask(server.port(), "/health"));
      twilio.send(ask(server.port(), "/metrics"));
    } finally {
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .singleElement()
        .extracting(event -> String.valueOf(event.getKeyValuePairs()))
        .asString()
        .contains("/health", "KOLAN_MANAGEMENT_PORT");
  }

  @Test
  void a_port_that_another_program_has_is_told_with_its_remedy(@TempDir Path other)
      throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Servers.withManagementPort(other, taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "port " + taken.getLocalPort(), "in use", "set KOLAN_MANAGEMENT_PORT to another");
    }
  }

  @Test
  void a_default_port_that_another_program_has_is_replaced_by_a_free_one(@TempDir Path other)
      throws Exception {
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger("app.kolan.server.web.WebServer");
    logger.addAppender(log);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PhoneServer second =
            Servers.withManagement(
                other, new ManagementAddress("127.0.0.1", taken.getLocalPort(), false))) {
      assertThat(second.managementPort()).isPositive().isNotEqualTo(taken.getLocalPort());
      assertThat(twilio.send(ask(second.managementPort(), "/health")).statusCode()).isEqualTo(200);
      assertThat(log.list)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getMessage()).contains("set KOLAN_MANAGEMENT_PORT");
                assertThat(event.getKeyValuePairs().toString())
                    .contains(
                        "taken=\"" + taken.getLocalPort(), "port=\"" + second.managementPort());
              });
    } finally {
      logger.detachAppender(log);
    }
  }

  private static HttpRequest.Builder ask(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).GET();
  }
}
