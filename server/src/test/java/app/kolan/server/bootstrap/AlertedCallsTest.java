package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.mail.smtp.TestSmtpServer;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.http.OutgoingSignature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls of a server in a process of its own, of which people are told.
@Tag("socket")
class AlertedCallsTest {
  private static final String CALL = "CA77777777777777777777777777777777";
  private static final String RECORDING = "RE77777777777777777777777777777777";
  private static final String KEY = "a key of the receiver";

  /// What a receiver got.
  private record Received(String key, String signature, String body) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @TempDir private Path folder;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer receiver;
  private TestSmtpServer smtp;

  @BeforeEach
  void open() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Kolan-Signature")),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
    smtp = new TestSmtpServer(false);
  }

  @AfterEach
  void close() throws Exception {
    receiver.stop(0);
    smtp.close();
  }

  @Test
  void a_message_arrives_at_a_webhook_and_at_a_mail_server_once() throws Exception {
    try (var server = serve()) {
      leaveMessage(TwilioByHand.calling(server.port()));

      Await.until("both are told", () -> received.size() == 1 && smtp.mails.size() == 1);
    }
    JsonNode facts = received.getFirst().json();
    assertThat(facts.path("alert").asText()).isEqualTo("message");
    assertThat(facts.path("call").asText()).isEqualTo(CALL);
    assertThat(facts.path("caller").asText()).isEqualTo("+972541234567");
    assertThat(facts.path("recording").asText()).isEqualTo(RECORDING);
    assertSigned(received.getFirst());
    String mail = smtp.mails.getFirst();
    assertThat(mail).containsPattern("Message-ID: <[0-9a-f]{32}@example.com>");
    assertThat(decoded(mail)).contains("dir=\"rtl\"").contains("הודעה חדשה");
  }

  @Test
  void a_caller_who_hangs_up_at_once_is_a_missed_call() throws Exception {
    try (var server = serve()) {
      var twilio = TwilioByHand.calling(server.port());
      twilio.post("/webhook/incoming_call", TwilioByHand.call(CALL));
      end(twilio);

      Await.until("it is told", () -> received.size() == 1);
    }
    assertThat(received.getFirst().json().path("alert").asText()).isEqualTo("missed-call");
  }

  @Test
  void an_alert_that_a_killed_server_could_not_send_is_sent_once_after_the_restart()
      throws Exception {
    status = 500;
    try (var first = serve()) {
      leaveMessage(TwilioByHand.calling(first.port()));
      Await.until("it is tried", () -> !received.isEmpty());
      first.kill();
    }
    int tried = received.size();
    status = 200;
    try (var second = serve()) {
      Await.until("it is told", () -> received.size() > tried);
      Await.until("the other is told, too", () -> smtp.mails.size() == 1);
      second.stop();
    }
    assertThat(received)
        .extracting(Received::key)
        .doesNotContain("null")
        .containsOnly(received.getFirst().key());
    assertThat(received).hasSize(tried + 1);
  }

  @Test
  void a_call_that_ended_just_before_a_kill_is_told_after_the_restart() throws Exception {
    try (var first = serve()) {
      leaveMessage(TwilioByHand.calling(first.port()));
      first.kill();
    }
    try (var second = serve()) {
      Await.until("both are told", () -> received.size() == 1 && smtp.mails.size() == 1);
      second.stop();
    }
    assertThat(received).hasSize(1);
  }

  private ServeProcess serve() throws Exception {
    Path settings = folder.resolve("kolan.yaml");
    Files.writeString(
        settings,
        """
        business:
          name: מוסך
          mode: voicemail
          local-tools: true
          alerts:
            - to: webhook:http://127.0.0.1:%d/alerts
              secret: %s
            - to: mail:owner@example.com
        """
            .formatted(receiver.getAddress().getPort(), KEY));
    return ServeProcess.start(
        folder,
        "http://127.0.0.1:9",
        Map.of(
            "KOLAN_CONFIG",
            settings.toString(),
            "KOLAN_PUBLIC_URL",
            "https://phone.example.com",
            "KOLAN_SMTP_URL",
            "smtp://127.0.0.1:" + smtp.port(),
            "KOLAN_MAIL_FROM",
            "kolan@example.com"));
  }

  private static void leaveMessage(TwilioByHand twilio) throws Exception {
    twilio.post("/webhook/incoming_call", TwilioByHand.call(CALL));
    Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL));
    form.put("RecordingUrl", "https://api.twilio.com/Accounts/AC1/Recordings/" + RECORDING);
    assertThat(twilio.post("/webhook/handle_recording", form).statusCode()).isEqualTo(200);
    end(twilio);
  }

  private static void end(TwilioByHand twilio) throws Exception {
    Map<String, String> form = new TreeMap<>(TwilioByHand.call(CALL));
    form.put("CallStatus", "completed");
    assertThat(twilio.post("/webhook/call_status", form).statusCode()).isEqualTo(204);
  }

  private static void assertSigned(Received alert) {
    long at = Long.parseLong(alert.signature().replaceAll("t=([0-9]+),.*", "$1"));
    assertThat(alert.signature())
        .isEqualTo(
            OutgoingSignature.of(
                new Secret(KEY),
                Instant.ofEpochSecond(at),
                alert.body().getBytes(StandardCharsets.UTF_8)));
  }

  /// A mail with its parts in Base64 or quoted-printable as text.
  private static String decoded(String mail) {
    var text = new StringBuilder();
    for (String part : mail.split("\n\n", -1)) {
      try {
        text.append(
            new String(
                Base64.getMimeDecoder().decode(part.replaceAll("(?m)^--.*$", "")),
                StandardCharsets.UTF_8));
      } catch (IllegalArgumentException _) {
        // Not in Base64.
      }
      text.append(quotedPrintable(part));
    }
    return text.toString();
  }

  private static String quotedPrintable(String part) {
    var bytes = new java.io.ByteArrayOutputStream();
    String joined = part.replace("=\n", "");
    for (int i = 0; i < joined.length(); i++) {
      char c = joined.charAt(i);
      boolean escape = c == '=' && i + 2 < joined.length();
      if (escape && joined.substring(i + 1, i + 3).matches("[0-9A-F]{2}")) {
        bytes.write(Integer.parseInt(joined.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
