package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.ConnectionProbe;
import app.kolan.doctor.remote.wire.Endpoint;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.simulator.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The doctor's findings about faults below HTTP.
@Tag("socket")
class BelowHttpTest {
  private static final String LONG = "timeout client 1h\n  timeout server 1h";

  @TempDir private static Path folder;
  private static PhoneServer server;
  private static Certificates certificates;

  @BeforeAll
  static void start() throws Exception {
    server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
    certificates =
        Certificates.authority(folder).leaf("good", "dns:localhost,ip:127.0.0.1", "-1d", 90);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
  void the_proxy_protocol_that_is_sent_to_kolan_is_named(String option) throws Exception {
    try (ProxyProcess haproxy =
        Haproxy.at(folder, server.port(), LONG, "option forwardfor", "", option)) {
      Finding cause = cause("http://127.0.0.1:" + haproxy.port());

      assertThat(cause.what()).isEqualTo("the PROXY protocol is sent to Kolan");
      assertThat(cause.cause().orElseThrow()).startsWith("haproxy begins each connection");
      assertThat(cause.cure().orElseThrow()).contains("`send-proxy`");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void the_proxy_protocol_that_is_expected_is_named(String scheme) throws Exception {
    String listen =
        scheme.equals("http")
            ? "listen 127.0.0.1:PORT proxy_protocol;"
            : certificates.nginx("good", 3).replace(" ssl;", " ssl proxy_protocol;");
    try (ProxyProcess nginx =
        Nginx.server(folder, server.port(), listen + "location / { " + Nginx.GOOD + " }")) {
      Finding cause = cause(scheme + "://localhost:" + nginx.port());

      assertThat(cause.what()).endsWith("expects the PROXY protocol");
      assertThat(cause.codes()).contains(11200);
    }
  }

  @Test
  void a_tls_terminator_with_nobody_behind_it_is_named() throws Exception {
    try (ProxyProcess haproxy =
        Haproxy.terminator(folder, FreePort.find(), certificates.withKey("good"))) {
      Finding cause = cause("https://localhost:" + haproxy.port());

      assertThat(cause.what()).startsWith("TLS is taken off, and then each connection is closed");
      assertThat(cause.cure().orElseThrow()).startsWith("Start the server.").contains("hitch");
    }
  }

  @Test
  void a_server_of_http_2_alone_is_named() throws Exception {
    byte[] settings = HexFormat.of().parseHex("000006040000000000000300000064");
    try (var listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!listening.isClosed()) {
                  try (var socket = listening.accept()) {
                    socket.getOutputStream().write(settings);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                  } catch (java.io.IOException _) {
                    // The next one.
                  }
                }
              });
      Finding cause = cause("http://127.0.0.1:" + listening.getLocalPort());

      assertThat(cause.what()).endsWith("speaks HTTP/2 alone");
      assertThat(cause.cure().orElseThrow()).startsWith("In your proxy: speak HTTP/1.1");
    }
  }

  @Test
  void a_port_of_http_2_that_closes_on_anything_else_is_named() throws Exception {
    try (ProxyProcess haproxy = Haproxy.at(folder, server.port(), LONG, " proto h2")) {
      assertThat(cause("http://127.0.0.1:" + haproxy.port()).what())
          .endsWith("speaks HTTP/2 alone");
    }
  }

  @Test
  void a_name_with_ipv6_addresses_alone_is_broken_and_one_of_this_machine_a_warning()
      throws Exception {
    var check = new NameCheck(new Examination(Examined.kolan("https://phone.example.com")));
    var endpoint = new Endpoint(true, "phone.example.com", 443);
    InetAddress six = InetAddress.ofLiteral("2001:db8::1");
    InetAddress four = InetAddress.ofLiteral("203.0.113.7");

    assertThat(check.judge(endpoint, six).level()).isEqualTo(Level.BROKEN);
    assertThat(check.judge(endpoint, six).what()).contains("IPv6 addresses alone");
    assertThat(check.judge(endpoint, four, six).level()).isEqualTo(Level.FINE);
    assertThat(check.judge(endpoint, InetAddress.ofLiteral("127.0.0.1")).level())
        .isEqualTo(Level.WARNING);
    assertThat(check.judge(endpoint, InetAddress.ofLiteral("10.1.2.3")).level())
        .isEqualTo(Level.BROKEN);
  }

  @Test
  void a_port_that_is_reached_by_ipv6_alone_is_broken_and_by_ipv4_alone_is_not() {
    var endpoint = new Endpoint(true, "phone.example.com", 443);
    var open = new ConnectionProbe.Connect("2001:db8:0:0:0:0:0:1", Duration.ZERO, null);
    var shut =
        new ConnectionProbe.Connect(
            "203.0.113.7", Duration.ZERO, ConnectionProbe.ConnectFailure.REFUSED);
    var check = new PortCheck(new Examination(Examined.kolan("https://phone.example.com")));

    Finding sixAlone = check.some(endpoint, List.of(shut), List.of(open));
    Finding fourAlone = check.some(endpoint, List.of(open), List.of(shut));

    assertThat(sixAlone.level()).isEqualTo(Level.BROKEN);
    assertThat(sixAlone.what()).endsWith("is reached by IPv6 alone");
    assertThat(fourAlone.level()).isEqualTo(Level.NOTE);
  }

  private static Finding cause(String base) throws Exception {
    return Examined.cause(
        Examined.diagnose(Examined.kolan(base, Duration.ZERO), certificates.trust()));
  }
}
