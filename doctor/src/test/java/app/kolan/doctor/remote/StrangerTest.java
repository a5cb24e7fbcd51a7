package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.Target;
import app.kolan.twilio.webhook.PhoneNumber;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The doctor's findings about a server that is not Kolan.
@Tag("socket")
class StrangerTest {
  @Test
  void the_url_that_a_framework_checks_over_is_found_out() throws Exception {
    try (var flask = new FlaskLike("http://localhost:5000")) {
      Finding cause = Examined.cause(diagnose(flask.base() + "/voice"));

      assertThat(cause.what()).isEqualTo("a correctly signed call is answered 403 by the server");
      assertThat(cause.cause().orElseThrow())
          .contains("accepts a request that is signed for http://localhost:5000/voice")
          .contains("it sees the host localhost:5000");
      assertThat(cause.codes()).contains(11200);
    }
  }

  @Test
  void a_scheme_that_is_lost_is_found_out() throws Exception {
    try (var flask = new FlaskLike("https://127.0.0.1")) {
      assertThat(Examined.cause(diagnose(flask.base() + "/voice")).cause().orElseThrow())
          .contains("it sees the scheme https and the host 127.0.0.1");
    }
  }

  @Test
  void a_token_that_is_another_is_said_to_be() throws Exception {
    try (var flask = new FlaskLike("http://phone.example.com")) {
      assertThat(Examined.cause(diagnose(flask.base() + "/voice")).cause().orElseThrow())
          .contains("it knows another auth token");
    }
  }

  @Test
  void a_server_without_signature_check_hebrew_voice_or_socket_gets_all_three_findings()
      throws Exception {
    try (var flask = new FlaskLike("")) {
      Diagnosis diagnosis = diagnose(flask.base() + "/voice");

      assertThat(bad(diagnosis))
          .anySatisfy(finding -> assertThat(finding.codes()).contains(13511))
          .anySatisfy(finding -> assertThat(finding.what()).contains("unsigned is answered 200"))
          .anySatisfy(finding -> assertThat(finding.what()).contains("has a query"))
          .anySatisfy(
              finding -> {
                assertThat(finding.codes()).contains(31920);
                assertThat(finding.cause().orElse("")).contains("plain HTTP route");
              })
          .hasSize(4);
    }
  }

  @Test
  void caddys_empty_answer_where_it_has_no_route_is_named() throws Exception {
    HttpServer caddy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    caddy.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Server", "Caddy");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    caddy.start();
    try {
      Finding cause =
          Examined.cause(
              diagnose("http://127.0.0.1:%d/voice".formatted(caddy.getAddress().getPort())));

      assertThat(cause.cause().orElseThrow()).contains("where no route of its own matches");
      assertThat(cause.cure().orElseThrow()).contains("let the matcher of `reverse_proxy`");
    } finally {
      caddy.stop(0);
    }
  }

  @Test
  void a_wrong_path_an_error_and_a_dead_port_are_distinguished() throws Exception {
    try (var flask = new FlaskLike("")) {
      assertThat(Examined.cause(diagnose(flask.base() + "/nowhere")).cause().orElseThrow())
          .contains("does not know the path /nowhere");
      assertThat(Examined.cause(diagnose(flask.base() + "/fails")).cause().orElseThrow())
          .contains("Traceback: KeyError");
    }
    assertThat(Examined.cause(diagnose("http://127.0.0.1:9/voice")).codes())
        .containsExactly(11202, 11205, 31902);
    assertThat(Examined.cause(diagnose("http://nobody.invalid/voice")).codes())
        .containsExactly(11210, 31904);
  }

  @Test
  void a_socket_is_watched_for_as_long_as_it_is_asked_for() throws Exception {
    try (var cutting = new StrangersSocket(140, StrangersSocket.End.CUT);
        var closing = new StrangersSocket(140, StrangersSocket.End.CLOSED)) {
      assertThat(bad(diagnose(cutting.base() + "/voice", Duration.ofSeconds(1))))
          .noneMatch(finding -> finding.codes().contains(31903));
      assertThat(bad(diagnose(cutting.base() + "/voice", Duration.ofSeconds(4))))
          .extracting(Finding::what)
          .anyMatch(what -> what.matches("the socket breaks after 2\\.[5-9] s while frames .*"));
      assertThat(diagnose(closing.base() + "/voice", Duration.ofSeconds(4)).findings())
          .extracting(seen -> seen.finding().what())
          .anyMatch(what -> what.startsWith("the server ends the stream with 1000 after 3 s"));
    }
  }

  private static List<Finding> bad(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .map(Diagnosis.Seen::finding)
        .filter(finding -> finding.isWorseThan(Level.NOTE))
        .toList();
  }

  private static Diagnosis diagnose(String url) throws InterruptedException {
    return diagnose(url, Duration.ZERO);
  }

  private static Diagnosis diagnose(String url, Duration quiet) throws InterruptedException {
    return Examined.diagnose(
        new Target(
            URI.create(url),
            null,
            null,
            Examined.ACCOUNT,
            List.of(Examined.TOKEN),
            new PhoneNumber("+97231234567"),
            false,
            quiet,
            Target.TWILIOS_PATIENCE));
  }
}
