package app.kolan.doctor.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.simulator.FreePort;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class NetworkChecksTest {
  private static final String HOST = "127.0.0.1";

  /// Port 0 can be bound, and nobody answers there.
  private static final LocalServer NOBODY = new LocalServer(HOST, 0);

  private HttpServer server;
  private String body = "{\"live\":true,\"ready\":true,\"calls\":2,\"version\":\"0.1.0\"}";

  @BeforeEach
  void somebody_answers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : answer.length);
            if (!head) {
              exchange.getResponseBody().write(answer);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_kolan_that_runs_is_fine() throws InterruptedException {
    assertThat(new LocalPortCheck(server(HOST, port()), NOBODY, true).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FINE);
              assertThat(finding.what()).contains("Kolan 0.1.0", "2 streams");
            });
  }

  @Test
  void a_kolan_that_stops_is_a_warning() throws InterruptedException {
    body = body.replace("\"ready\":true", "\"ready\":false");

    assertThat(new LocalPortCheck(server("0.0.0.0", port()), NOBODY, true).look())
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
  }

  @Test
  void what_the_server_has_rejected_is_reported_with_its_cause() throws InterruptedException {
    body =
        """
        {"refused":[
          {"last":"2026-11-21T10:00:00Z","count":3,"route":"/webhook/call_status",
           "diagnosis":"would-match","what":"it would match for https://phone.example.com",
           "remedies":["Set KOLAN_PUBLIC_URL."]},
          {"last":"2026-11-21T10:00:00Z","count":2,"route":"/webhook/incoming_call",
           "diagnosis":"unsigned","what":"there is no signature","remedies":[]}]}
        """;

    assertThat(new RejectedRequestsCheck(NOBODY, server(HOST, port())).look())
        .satisfiesExactly(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.what()).contains("/webhook/call_status", "3 times");
              assertThat(finding.cause()).contains("it would match for https://phone.example.com");
              assertThat(finding.cure()).contains("Set KOLAN_PUBLIC_URL.");
              assertThat(finding.codes()).containsExactly(11200);
            },
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.NOTE);
              assertThat(finding.what()).startsWith("2 requests");
            });
  }

  @Test
  void what_the_doctor_itself_was_refused_is_no_warning() throws InterruptedException {
    body =
        """
        {"refused":[
          {"last":"2026-11-21T10:00:00Z","count":3,"route":"/webhook/incoming_call","doctor":true,
           "diagnosis":"other-account","what":"it is of another account","remedies":[]}]}
        """;

    assertThat(new RejectedRequestsCheck(NOBODY, server(HOST, port())).look())
        .extracting(Finding::level)
        .containsExactly(Level.NOTE);
  }

  @Test
  void a_server_that_refused_nothing_is_fine() throws InterruptedException {
    body = "{\"refused\":[]}";

    assertThat(new RejectedRequestsCheck(server(HOST, port()), NOBODY).look())
        .extracting(Finding::level)
        .containsExactly(Level.FINE);
  }

  @Test
  void a_signature_check_that_is_off_is_a_warning() throws InterruptedException {
    String off = "\"signatureBypass\":{\"routes\":[\"stream_ended\"],\"until\":\"10:30Z\"}";
    body = body.replace("\"calls\":2", "\"calls\":2," + off);

    assertThat(new LocalPortCheck(server(HOST, port()), NOBODY, true).look())
        .filteredOn(finding -> finding.level() == Level.WARNING)
        .extracting(Finding::what)
        .containsExactly("the signature check of stream_ended is off until 10:30Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "<html>", "[]", "{\"live\":\"yes\"}"})
  void a_port_that_another_program_has_is_broken(String answer) throws InterruptedException {
    body = answer;

    assertThat(new LocalPortCheck(server(HOST, port()), NOBODY, true).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.what()).contains("it is not Kolan that has it");
            });
  }

  @Test
  void a_free_port_is_a_note() throws InterruptedException, IOException {
    assertThat(new LocalPortCheck(server(HOST, FreePort.find()), NOBODY, true).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.NOTE);
              assertThat(finding.what()).contains("does not run now");
            });
  }

  @Test
  void a_kolan_that_answers_on_the_management_port_runs() throws Exception {
    assertThat(new LocalPortCheck(server(HOST, FreePort.find()), server(HOST, port()), true).look())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FINE);
              assertThat(finding.what()).contains("Kolan 0.1.0", "2 streams");
            });
  }

  @Test
  void a_management_port_that_another_program_has_is_broken() throws Exception {
    body = "{}";

    assertThat(new LocalPortCheck(server(HOST, FreePort.find()), server(HOST, port()), true).look())
        .satisfiesExactly(
            finding -> assertThat(finding.level()).isEqualTo(Level.NOTE),
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.BROKEN);
              assertThat(finding.remedy()).contains("set KOLAN_MANAGEMENT_PORT to another");
            });
  }

  @Test
  void a_default_management_port_that_another_program_has_is_a_warning() throws Exception {
    body = "{}";

    assertThat(
            new LocalPortCheck(server(HOST, FreePort.find()), server(HOST, port()), false).look())
        .extracting(Finding::level)
        .containsExactly(Level.NOTE, Level.WARNING);
  }

  @Test
  void an_address_that_this_machine_does_not_have_is_broken() throws InterruptedException {
    assertThat(new LocalPortCheck(server("192.0.2.1", port()), NOBODY, true).look())
        .extracting(Finding::level)
        .containsExactly(Level.BROKEN);
  }

  @Test
  void a_port_that_changes_is_a_warning() throws InterruptedException {
    assertThat(new LocalPortCheck(server(HOST, 0), NOBODY, true).look())
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
  }

  @Test
  void a_clock_that_goes_right_is_fine() throws InterruptedException {
    assertThat(clock(0)).extracting(Finding::level).containsExactly(Level.FINE);
  }

  @ParameterizedTest
  @CsvSource({"90, fast", "-90, slow", "86400, fast"})
  void a_clock_that_goes_wrong_is_a_warning(long seconds, String how) throws InterruptedException {
    assertThat(clock(seconds))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.WARNING);
              assertThat(finding.what()).contains(" s " + how);
              assertThat(finding.remedy()).contains("NTP");
            });
  }

  @Test
  void a_clock_without_a_reachable_reference_is_a_note() throws InterruptedException {
    URI nobody = URI.create("http://127.0.0.1:1/");

    assertThat(new ClockCheck(List.of(nobody), InstantSource.system()).look())
        .extracting(Finding::level)
        .containsExactly(Level.NOTE);
  }

  private List<Finding> clock(long seconds) throws InterruptedException {
    URI nobody = URI.create("http://127.0.0.1:1/");
    URI somebody = URI.create("http://127.0.0.1:" + port() + "/");
    InstantSource clock = () -> Instant.now().plusSeconds(seconds);
    return new ClockCheck(List.of(nobody, somebody), clock).look();
  }

  private static LocalServer server(String host, int port) {
    return new LocalServer(host, port);
  }

  private int port() {
    return server.getAddress().getPort();
  }
}
