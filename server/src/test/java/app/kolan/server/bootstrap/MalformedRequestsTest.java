package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// What a stranger may write into a request line: it costs him an answer, and us no line of the log
/// and no stack trace.
@Tag("socket")
class MalformedRequestsTest {
  /// What logs of requests; calls of other tests may run beside this one.
  private static final Pattern WEB =
      Pattern.compile("io\\.|app\\.kolan\\.server\\.(web|rejection|telephony)\\.");

  private static final String CALL = "CA22222222222222222222222222222222";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path data;
  private PhoneServer server;

  @BeforeEach
  void start() throws IOException {
    server = Servers.withPublicUrl(data, "https://phone.example.com");
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/static/tts/%, 400",
    "/static/tts/%zz, 400",
    "/%, 400",
    "/static/tts/%ff.mp3, 404",
    "/?%zz, 404",
    "/static/tts/x?discount=100%, 404",
    "/health/live?%, 200",
  })
  void a_malformed_target_is_answered_and_not_logged(String target, int status) throws IOException {
    assertThat(get(target)).startsWith("HTTP/1.1 " + status);
    assertThat(log.list)
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
        .filteredOn(line -> WEB.matcher(line.getLoggerName()).lookingAt())
        .isEmpty();
  }

  @Test
  void a_signed_webhook_may_have_any_query() throws Exception {
    var twilio = TwilioByHand.calling(server.port());
    Map<String, String> form = TwilioByHand.call(CALL);
    String target = "/webhook/incoming_call?discount=100%";
    String body = TwilioByHand.encoded(form);
    String request =
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                target,
                twilio.signature("https://phone.example.com" + target, form),
                body.length(),
                body);

    assertThat(send(request)).startsWith("HTTP/1.1 200");
  }

  /// Whoever closes a connection over bytes that he has not read resets it, and the answer is lost.
  @ParameterizedTest
  @CsvSource({
    "/webhook/incoming_call, application/x-www-form-urlencoded, 413",
    "/console/login, application/x-www-form-urlencoded, 413",
    "/console/b/clinic/people, multipart/form-data; boundary=x, 303",
    "/api/v1/sessions, application/json, 413",
    "/api/v1/businesses, application/json, 401",
    "/mcp, application/json, 401",
  })
  void who_sends_too_much_is_told_so_before_the_connection_is_closed(
      String target, String type, int status) throws IOException {
    String body = "x".repeat(8 << 20);
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nX-Twilio-Signature: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(target, type, body.length());

    assertThat(send(head + body)).startsWith("HTTP/1.1 " + status);
  }

  private String get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  private String send(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return String.valueOf(lines.readLine());
    }
  }
}
