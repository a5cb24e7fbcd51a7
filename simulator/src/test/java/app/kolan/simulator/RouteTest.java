package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class RouteTest {
  private static final Edge EDGE =
      new Edge(URI.create("https://agent.example"), URI.create("http://127.0.0.1:8080"));

  @ParameterizedTest
  @CsvSource({
    "https://a.example/v?x=%3A1, https://a.example/v?x=%3A1",
    "https://a.example:8443/v, https://a.example/v",
    "https://me:secret@a.example/v, https://a.example/v",
    "http://a.example:8080/v, http://a.example:8080/v",
    "https://a.example/v#e=frankfurt, https://a.example/v",
    "https://a.example, https://a.example/",
    "wss://a.example/m, wss://a.example/m"
  })
  void twilio_signs_a_url_without_credentials_fragment_and_tls_port(String url, String signed) {
    assertThat(Route.to(URI.create(url), List.of(), true).signed()).isEqualTo(signed);
  }

  @Test
  void a_direct_request_keeps_its_port() {
    assertThat(Route.to(URI.create("https://a.example:8443/v"), List.of(), true).actual())
        .isEqualTo(URI.create("https://a.example:8443/v"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://agent.example/v?a=b, http://127.0.0.1:8080/v?a=b",
    "https://agent.example:443/v, http://127.0.0.1:8080/v",
    "wss://AGENT.example/m, ws://127.0.0.1:8080/m",
    "https://agent.example, http://127.0.0.1:8080/"
  })
  void an_edge_leads_to_the_actual_server(String url, String actual) {
    Route route = Route.to(URI.create(url), List.of(EDGE), true);

    assertThat(route.actual()).isEqualTo(URI.create(actual));
    assertThat(route.proxyHeaders()).containsEntry("X-Forwarded-Host", "agent.example");
  }

  @ParameterizedTest
  @CsvSource({"http://agent.example/v", "https://agent.example:8443/v", "https://b.example/v"})
  void other_addresses_do_not_pass_through_an_edge(String url) {
    assertThat(Route.to(URI.create(url), List.of(EDGE), true).proxyHeaders()).isEmpty();
  }

  @Test
  void the_length_of_an_mp3_is_read_from_its_frames() {
    byte[] silence = Mp3File.silent(Duration.ofMillis(720));

    assertThat(Mp3File.length(silence)).isEqualTo(Duration.ofMillis(720));
    assertThat(Mp3File.length(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0})).isZero();
    assertThat(Mp3File.length(new byte[0])).isZero();
  }
}
