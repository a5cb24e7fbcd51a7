package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Target;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's findings about a Kolan behind a misconfigured haproxy.
@Tag("socket")
class HaproxyTest {
  private static final String LONG = "timeout client 1h\n  timeout server 1h";
  private static final String NOTHING = "option forwardfor";

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
  void a_host_that_is_replaced_is_named() throws Exception {
    Finding cause = cause(LONG, "http-request set-header Host backend.local", Duration.ZERO);

    assertThat(cause.cause().orElseThrow()).contains("haproxy replaces Host by “backend.local”");
    assertThat(cause.cure().orElseThrow()).contains("remove `http-request set-header Host …`");
  }

  @Test
  void a_query_that_is_taken_off_is_named() throws Exception {
    Finding cause = cause(LONG, "http-request set-uri %[path]", Duration.ZERO);

    assertThat(cause.what()).isEqualTo("the query is taken off");
    assertThat(cause.cure().orElseThrow()).contains("set-uri");
  }

  @Test
  void an_upgrade_that_is_dropped_is_named() throws Exception {
    Finding cause = cause(LONG, "http-request del-header Upgrade", Duration.ZERO);

    assertThat(cause.what()).contains("in place of 101");
    assertThat(cause.cause().orElseThrow()).contains("drops the Upgrade");
    assertThat(cause.codes()).containsExactly(31920);
  }

  @Test
  void headers_that_are_taken_off_are_named() throws Exception {
    Finding cause = cause(LONG, "http-request del-header ^x- -m reg", Duration.ZERO);

    assertThat(cause.what()).contains("X-Kolan-Doctor").contains("X-Twilio-Signature");
  }

  @Test
  void an_idle_socket_that_is_cut_is_named_with_its_time() throws Exception {
    Finding cause =
        cause(
            "timeout client 1h\n  timeout server 1h\n  timeout tunnel 2s",
            NOTHING,
            Duration.ofSeconds(3));

    assertThat(cause.what()).matches("a socket on which nothing passes is cut after [2-5] s");
    assertThat(cause.cure().orElseThrow()).contains("timeout tunnel 2h");
  }

  @Test
  void a_server_that_is_down_is_named() throws Exception {
    try (ProxyProcess haproxy = Haproxy.at(folder, 9, LONG, NOTHING, NOTHING, "disabled")) {
      Finding cause = Examined.cause(Examined.diagnose(Examined.kolan(base(haproxy))));

      assertThat(cause.what()).isEqualTo("the voice URL is answered 503 by haproxy");
      assertThat(cause.cause().orElseThrow()).contains("has no server to pass the request to");
    }
  }

  @Test
  void one_of_two_servers_that_is_down_is_named() throws Exception {
    String dead = "balance roundrobin\n  retries 0\n  server dead 127.0.0.1:9";
    try (ProxyProcess haproxy = Haproxy.at(folder, server.port(), LONG, NOTHING, dead, "")) {
      Finding cause = Examined.cause(Examined.diagnose(Examined.kolan(base(haproxy))));

      assertThat(cause.what())
          .isEqualTo("requests are answered by turns, and refused with 503 by turns");
      assertThat(cause.cause().orElseThrow()).contains("one of several servers behind haproxy");
    }
  }

  @Test
  void a_rule_that_refuses_twilio_is_named_for_a_server_that_is_not_known_to_be_kolan()
      throws Exception {
    String rule = "http-request deny deny_status 403 if { req.hdr(User-Agent) -m sub Twilio }";
    try (ProxyProcess haproxy = Haproxy.at(folder, server.port(), LONG, rule, NOTHING, "")) {
      Finding cause = Examined.cause(Examined.diagnose(Examined.stranger(base(haproxy))));

      assertThat(cause.what()).isEqualTo("the voice URL is answered 403 by haproxy");
      assertThat(cause.cause().orElseThrow())
          .contains("passes when its User-Agent is not Twilio's");
    }
  }

  @Test
  void a_rule_on_the_content_of_a_form_is_distinguished_from_one_on_its_size() throws Exception {
    String rule =
        "option http-buffer-request\n"
            + "  http-request deny deny_status 403 if { req.body -m sub %2B }";
    try (ProxyProcess haproxy = Haproxy.at(folder, server.port(), LONG, rule, NOTHING, "")) {
      Finding cause = Examined.cause(Examined.diagnose(Examined.kolan(base(haproxy))));

      assertThat(cause.what()).isEqualTo("the voice URL is answered 403 by haproxy");
      assertThat(cause.cause().orElseThrow())
          .contains("a rule refuses something that is in the form");
    }
  }

  @Test
  void a_token_of_another_account_is_broken() throws Exception {
    Target other =
        new Target(
            URI.create("http://127.0.0.1:" + server.port() + TwilioPaths.INCOMING_CALL),
            null,
            null,
            Examined.ACCOUNT,
            List.of("another token"),
            new PhoneNumber("+97231234567"),
            false,
            Duration.ZERO,
            Target.TWILIOS_PATIENCE);

    Finding cause = Examined.cause(Examined.diagnose(other));

    assertThat(cause.level()).isEqualTo(Finding.Level.BROKEN);
    assertThat(cause.cause().orElseThrow()).contains("none of the server's");
  }

  private static Finding cause(String timeouts, String frontend, Duration quiet) throws Exception {
    try (ProxyProcess haproxy =
        Haproxy.at(folder, server.port(), timeouts, frontend, NOTHING, "")) {
      return Examined.cause(Examined.diagnose(Examined.kolan(base(haproxy), quiet)));
    }
  }

  private static String base(ProxyProcess haproxy) {
    return "http://127.0.0.1:" + haproxy.port();
  }
}
