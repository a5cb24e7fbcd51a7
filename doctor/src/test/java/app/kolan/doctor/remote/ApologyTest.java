package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.Target;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are good TwiML and no good answers, and URLs in TwiML that lead nowhere.
@Tag("socket")
class ApologyTest {
  @TempDir private Path folder;
  private final Map<String, Integer> statuses = new HashMap<>();
  private String twiml = "";
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    http.createContext("/", this::answer);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  @Test
  void an_apology_for_a_fault_of_kolans_is_broken() throws Exception {
    Path data = folder.resolve("data");
    try (PhoneServer server = Examined.server(data, null, "127.0.0.0/8")) {
      try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
          var statement = ledger.createStatement()) {
        statement.execute("alter table calls rename to gone");
      }

      Finding cause =
          Examined.cause(Examined.diagnose(Examined.kolan("http://127.0.0.1:" + server.port())));

      assertThat(cause.level()).isEqualTo(Level.BROKEN);
      assertThat(cause.what()).isEqualTo("a signed call is answered with Kolan's apology alone");
      assertThat(cause.cure().orElseThrow()).contains("a webhook could not be answered");
    }
  }

  @Test
  void an_apology_is_known_by_its_sentences_too() {
    assertThat(apology("stream_broken_he.0123").what())
        .isEqualTo("Kolan answers a call with its apology alone");
    assertThat(apology("sorry_he.0123").cause().orElseThrow()).contains("none of its businesses'");
    assertThat(apology("greeting_he.0123", "line_full_he.0123").level()).isEqualTo(Level.WARNING);
    assertThat(KolansApology.in(plays("greeting_he.0123", "stream_broken_he.0123"))).isEmpty();
    assertThat(KolansApology.in(Twiml.of())).isEmpty();
  }

  private static Finding apology(String... sounds) {
    return KolansApology.in(plays(sounds)).orElseThrow();
  }

  private static Twiml plays(String... sounds) {
    return Twiml.of(
        Stream.of(sounds)
            .map(sound -> Verb.Play.once("https://a.example/static/tts/%s.mp3".formatted(sound)))
            .toArray(Verb[]::new));
  }

  @Test
  void paths_that_the_twiml_of_a_stranger_names_are_asked() throws Exception {
    twiml = "<Response><Record action=\"/done\" recordingStatusCallback=\"/recorded\"/></Response>";
    statuses.put("/done", 404);
    statuses.put("/recorded", 404);

    Diagnosis diagnosis = diagnose();

    assertThat(diagnosis.findings())
        .extracting(Diagnosis.Seen::finding)
        .filteredOn(finding -> finding.level() == Level.BROKEN)
        .extracting(Finding::what)
        .containsExactly("the action of <Record> is answered 404: /done");
    assertThat(diagnosis.findings())
        .extracting(seen -> seen.finding().what())
        .contains("the recordingStatusCallback is answered 404: /recorded");
  }

  @Test
  void paths_that_are_there_and_refuse_what_is_wrongly_signed_are_fine() throws Exception {
    twiml = "<Response><Record action=\"/done\"/></Response>";
    statuses.put("/done", 403);

    assertThat(diagnose().findings())
        .extracting(seen -> seen.finding().what())
        .contains("the 1 URLs that the TwiML names for later are there");
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    int status = statuses.getOrDefault(exchange.getRequestURI().getPath(), 200);
    byte[] body = twiml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Diagnosis diagnose() throws InterruptedException {
    return Examined.diagnose(
        new Target(
            URI.create(
                "http://127.0.0.1:" + http.getAddress().getPort() + "/webhook/incoming_call"),
            null,
            null,
            Examined.ACCOUNT,
            List.of(Examined.TOKEN),
            new PhoneNumber("+97231234567"),
            false,
            Duration.ZERO,
            Target.TWILIOS_PATIENCE));
  }
}
