package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor's findings about fronts that change or refuse what they should pass on, and about one
/// of an unknown kind that does neither.
@Tag("socket")
class ChangedContentTest {
  private static final String LONG = "timeout client 1h\n  timeout server 1h";

  @TempDir private static Path folder;
  private static PhoneServer server;

  @BeforeAll
  static void start() throws Exception {
    server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void binary_messages_are_named_and_blamed_on_nobody_by_name() throws Exception {
    try (var relay = new HeaderLowercasingProxy(server.port(), true)) {
      Finding cause = cause("http://127.0.0.1:" + relay.port());

      assertThat(cause.what()).isEqualTo("text messages come back as binary ones");
      assertThat(cause.toString()).doesNotContain("haproxy", "Traefik");
      assertThat(cause.codes()).contains(31950);
    }
  }

  @Test
  void a_front_of_an_unknown_kind_that_passes_everything_on_is_fine() throws Exception {
    try (var relay = new HeaderLowercasingProxy(server.port(), false)) {
      assertThat(
              Examined.diagnose(
                      Examined.kolan("http://127.0.0.1:" + relay.port(), Duration.ofSeconds(1)))
                  .findings())
          .allSatisfy(
              seen -> {
                assertThat(seen.finding().isWorseThan(Level.NOTE)).isFalse();
                assertThat(seen.finding().toString()).doesNotContain("haproxy");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "700, a form of 1 KB is answered 413, BROKEN",
    "2k, a form of 3 KB is answered 413, BROKEN",
    "10k, a form of 16 KB is answered 413, WARNING"
  })
  void a_limit_on_bodies_is_found_at_its_size(String limit, String what, Level level)
      throws Exception {
    try (ProxyProcess nginx =
        Nginx.at(folder, server.port(), "client_max_body_size " + limit + ";" + Nginx.GOOD)) {
      Finding cause = cause("http://127.0.0.1:" + nginx.port());

      assertThat(cause.what()).startsWith(what).endsWith("bytes passes");
      assertThat(cause.level()).isEqualTo(level);
      assertThat(cause.cure().orElseThrow()).contains("client_max_body_size 1m;");
    }
  }

  @Test
  void a_rule_on_hebrew_letters_is_named() throws Exception {
    String rule =
        "option http-buffer-request\n"
            + "  http-request deny deny_status 403 if { req.body -m sub %D7 }";
    try (ProxyProcess haproxy = Haproxy.at(folder, server.port(), LONG, rule, "", "")) {
      Finding cause = cause("http://127.0.0.1:" + haproxy.port());

      assertThat(cause.what()).isEqualTo("a form with Hebrew letters is answered 403");
      assertThat(cause.cause().orElseThrow()).contains("haproxy has a rule on Hebrew letters");
    }
  }

  private static Finding cause(String base) throws Exception {
    return Examined.cause(Examined.diagnose(Examined.kolan(base, Duration.ZERO)));
  }
}
