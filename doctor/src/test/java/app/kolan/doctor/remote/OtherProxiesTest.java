package app.kolan.doctor.remote;

import static app.kolan.doctor.remote.RealProxy.HITCH;
import static app.kolan.doctor.remote.RealProxy.STUNNEL;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.PhoneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The doctor's findings about a Kolan behind proxies other than nginx and haproxy, right ones and
/// such as are misconfigured in one way each. Those are skipped that are not installed.
@Tag("socket")
class OtherProxiesTest {
  /// Where nothing listens.
  private static final int NOBODY = 9;

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

  @ParameterizedTest
  @MethodSource("app.kolan.doctor.remote.OtherProxies#good")
  void a_good_one_gets_no_warning(RealProxy front, String configuration) throws Exception {
    try (ProxyProcess proxy = front.start(folder, server.port(), configuration)) {
      assertThat(Examined.behind(proxy, Duration.ofSeconds(3)).findings())
          .filteredOn(seen -> !seen.check().equals("name and addresses"))
          .hasSizeGreaterThan(17)
          .allSatisfy(seen -> assertThat(seen.finding().level()).isIn(Level.FINE, Level.NOTE));
    }
  }

  @ParameterizedTest
  @MethodSource("app.kolan.doctor.remote.OtherProxies#wrong")
  void what_one_does_wrong_is_named_first(
      RealProxy front, String configuration, String what, String why, String remedy)
      throws Exception {
    try (ProxyProcess proxy = front.start(folder, server.port(), configuration)) {
      Examined.assertCause(
          Examined.cause(Examined.behind(proxy, Duration.ofSeconds(4))), what, why, remedy);
    }
  }

  @ParameterizedTest
  @MethodSource("app.kolan.doctor.remote.OtherProxies#alone")
  void one_with_nobody_behind_it_is_named(RealProxy front, String configuration, String remedy)
      throws Exception {
    try (ProxyProcess proxy = front.start(folder, NOBODY, configuration)) {
      Examined.assertCause(
          Examined.cause(Examined.behind(proxy, Duration.ZERO)),
          "the voice URL is answered 50",
          "server",
          remedy);
    }
  }

  /// What takes TLS off and reads no HTTP, right, and with the PROXY protocol.
  static Stream<Arguments> terminators() {
    String hitch =
        """
        frontend = "[127.0.0.1]:PORT"
        backend = "[127.0.0.1]:BACKPORT"
        pem-file = "%s"
        alpn-protos = "http/1.1"
        workers = 1
        user = "nobody"
        """;
    String stunnel =
        """
        foreground = yes
        pid =
        [front]
        accept = 127.0.0.1:PORT
        connect = 127.0.0.1:BACKPORT
        cert = %s
        """;
    return Stream.of(
        Arguments.of(HITCH, hitch, "write-proxy-v2 = on\n", "`write-proxy-v2 = off`"),
        Arguments.of(STUNNEL, stunnel, "protocol = proxy\n", "remove `protocol = proxy`"));
  }

  @ParameterizedTest
  @MethodSource("terminators")
  void a_terminator_is_fine_with_the_public_url_and_named_with_the_proxy_protocol(
      RealProxy front, String configuration, String wrong, String remedy) throws Exception {
    Certificates certificates =
        Certificates.authority(folder).leaf(front.name(), "dns:localhost,ip:127.0.0.1", "-1d", 90);
    String right = configuration.formatted(certificates.withKey(front.name()));
    try (ProxyProcess proxy = front.start(folder, server.port(), right)) {
      Finding unset = Examined.cause(diagnose(proxy, certificates));
      assertThat(unset.what()).contains("thinks that it is called under http://localhost");
      assertThat(unset.cure().orElseThrow()).contains("KOLAN_PUBLIC_URL=https://localhost");
    }
    try (ProxyProcess proxy = front.start(folder, server.port(), right + wrong)) {
      Finding protocol = Examined.cause(diagnose(proxy, certificates));
      assertThat(protocol.what()).isEqualTo("the PROXY protocol is sent to Kolan");
      assertThat(protocol.cure().orElseThrow()).contains(remedy);
    }
  }

  private static Diagnosis diagnose(ProxyProcess proxy, Certificates certificates)
      throws Exception {
    return Examined.diagnose(
        Examined.kolan("https://localhost:" + proxy.port()), certificates.trust());
  }
}
