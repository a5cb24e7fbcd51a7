package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.PhoneServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's findings about a name that leads to more than one server, or to one twice.
@Tag("socket")
class SeveralServersTest {
  private static final String LONG = "timeout client 1h\n  timeout server 1h";

  private static final String COPY =
      Nginx.GOOD.replace("http://BACKEND", "http://BACKEND$request_uri");

  @TempDir private static Path folder;
  private static PhoneServer server;
  private static PhoneServer other;
  private static PhoneServer stranger;

  @BeforeAll
  static void start() throws Exception {
    server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
    other = Examined.server(folder.resolve("other"), null, "127.0.0.0/8");
    stranger = Examined.server(folder.resolve("stranger"), null, "127.0.0.0/8", "another token");
  }

  @AfterAll
  static void stop() {
    server.close();
    other.close();
    stranger.close();
  }

  @Test
  void two_kolans_by_turns_are_named() throws Exception {
    String second = "balance roundrobin\n  server other 127.0.0.1:" + other.port();
    try (ProxyProcess haproxy =
        Haproxy.at(folder, server.port(), LONG, "option forwardfor", second, "")) {
      Finding cause = Examined.cause(diagnose(haproxy));

      assertThat(cause.level()).isEqualTo(Level.BROKEN);
      assertThat(cause.what())
          .startsWith("several servers answer by turns under this name: Kolan ")
          .contains(" times), Kolan ");
      assertThat(cause.cure().orElseThrow()).contains("as `backup`");
    }
  }

  @Test
  void one_kolan_in_four_is_named() throws Exception {
    try (ProxyProcess nginx = balanced(other.port())) {
      assertThat(Examined.cause(diagnose(nginx)).what())
          .startsWith("several servers answer by turns under this name: Kolan ");
    }
  }

  @Test
  void one_in_four_with_another_token_is_named() throws Exception {
    try (ProxyProcess nginx = balanced(stranger.port())) {
      assertThat(Examined.cause(diagnose(nginx)).what())
          .startsWith("several servers answer by turns under this name: ")
          .contains("a Kolan that does not take the doctor's auth token");
    }
  }

  @Test
  void one_that_is_asked_first_and_has_another_token_does_not_hide_the_other() throws Exception {
    String second = "balance roundrobin\n  server other 127.0.0.1:" + server.port();
    try (ProxyProcess haproxy =
        Haproxy.at(folder, stranger.port(), LONG, "option forwardfor", second, "")) {
      assertThat(Examined.cause(diagnose(haproxy)).what())
          .contains("a Kolan that does not take the doctor's auth token");
    }
  }

  @Test
  void two_kolans_at_two_addresses_of_one_name_are_named() throws Exception {
    try (ProxyProcess nginx = Nginx.atTwoAddresses(folder, server.port(), other.port())) {
      Diagnosis diagnosis = Examined.atTwoAddresses(nginx);
      Finding cause = Examined.cause(diagnosis);

      assertThat(diagnosis.findings())
          .noneMatch(seen -> seen.finding().what().startsWith("one server answers"));
      assertThat(cause.level()).isEqualTo(Level.BROKEN);
      assertThat(cause.what())
          .startsWith("127.0.0.1 leads to several servers: 127.0.0.1 to Kolan ")
          .contains(", 127.0.0.2 to Kolan ");
      assertThat(cause.cure().orElseThrow()).contains("Leave one A record");
    }
  }

  @Test
  void one_with_another_token_at_either_address_of_a_name_is_named() throws Exception {
    try (ProxyProcess nginx = Nginx.atTwoAddresses(folder, server.port(), stranger.port())) {
      assertThat(Examined.cause(Examined.atTwoAddresses(nginx)).what())
          .contains("127.0.0.2 to a Kolan that does not take the doctor's auth token");
    }
    try (ProxyProcess nginx = Nginx.atTwoAddresses(folder, stranger.port(), server.port())) {
      assertThat(Examined.cause(Examined.atTwoAddresses(nginx)).what())
          .contains("127.0.0.1 to a Kolan that does not take the doctor's auth token");
    }
  }

  @Test
  void one_kolan_at_two_addresses_of_a_name_is_well() throws Exception {
    try (ProxyProcess nginx = Nginx.atTwoAddresses(folder, server.port(), server.port())) {
      assertThat(Examined.atTwoAddresses(nginx).findings())
          .noneMatch(seen -> seen.finding().isWorseThan(Level.NOTE));
    }
  }

  @Test
  void a_stream_that_leads_to_another_kolan_is_named() throws Exception {
    try (ProxyProcess nginx =
        Nginx.server(
            folder,
            server.port(),
            "listen 127.0.0.1:PORT; location / { %s } location /ws/ { %s }"
                .formatted(
                    Nginx.GOOD, Nginx.GOOD.replace("BACKEND", "127.0.0.1:" + other.port())))) {
      assertThat(Examined.cause(diagnose(nginx)).what())
          .isEqualTo("the stream reaches another Kolan than the webhooks");
    }
  }

  @Test
  void requests_that_arrive_twice_are_named_and_nothing_else() throws Exception {
    String mirror =
        "listen 127.0.0.1:PORT; location / { %s } location /webhook/ { mirror /copy; %s }"
                .formatted(Nginx.GOOD, Nginx.GOOD)
            + " location = /copy { internal; %s }".formatted(COPY);
    try (ProxyProcess nginx = Nginx.server(folder, server.port(), mirror)) {
      Diagnosis diagnosis = diagnose(nginx);

      assertThat(diagnosis.findings())
          .filteredOn(seen -> seen.finding().isWorseThan(Level.NOTE))
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.finding().what()).startsWith("requests arrive twice");
                assertThat(seen.finding().cause().orElseThrow()).contains("nginx mirrors them");
                assertThat(seen.finding().cure().orElseThrow()).contains("mirror off;");
              });
    }
  }

  @Test
  void a_mirror_of_everything_is_named_first() throws Exception {
    String mirror =
        "listen 127.0.0.1:PORT; location / { mirror /copy; %s } location = /copy { internal; %s }"
            .formatted(Nginx.GOOD, COPY);
    try (ProxyProcess nginx = Nginx.server(folder, server.port(), mirror)) {
      assertThat(diagnose(nginx).findings())
          .filteredOn(seen -> seen.finding().isWorseThan(Level.NOTE))
          .isNotEmpty()
          .allSatisfy(
              seen -> assertThat(seen.finding().cure().orElseThrow()).contains("mirror off;"));
    }
  }

  private static ProxyProcess balanced(int second) throws Exception {
    return Nginx.http(
        folder,
        server.port(),
        "upstream kolans { server BACKEND weight=3; server 127.0.0.1:%d; }".formatted(second),
        "listen 127.0.0.1:PORT; location / { "
            + Nginx.GOOD.replace("http://BACKEND", "http://kolans")
            + " }");
  }

  private static Diagnosis diagnose(ProxyProcess front) throws Exception {
    return Examined.diagnose(
        Examined.kolan("http://127.0.0.1:" + front.port(), Duration.ofSeconds(1)));
  }
}
