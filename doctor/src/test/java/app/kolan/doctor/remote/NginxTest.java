package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.PhoneServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The doctor's findings about a Kolan behind an nginx that is misconfigured in one way each.
@Tag("socket")
class NginxTest {
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
  @MethodSource("app.kolan.doctor.remote.NginxMistakes#ofLocations")
  void what_one_location_does_wrong_is_named_first(
      String location, String what, String why, String remedy, int code) throws Exception {
    try (ProxyProcess nginx = Nginx.at(folder, server.port(), location)) {
      assertCause(Examined.behind(nginx, Duration.ZERO), what, why, remedy, code);
    }
  }

  @ParameterizedTest
  @MethodSource("app.kolan.doctor.remote.NginxMistakes#ofServers")
  void what_a_server_does_wrong_is_named_first(
      String http, String block, String what, String why, String remedy, int code)
      throws Exception {
    try (ProxyProcess nginx = Nginx.http(folder, server.port(), http, block)) {
      assertCause(Examined.behind(nginx, Duration.ZERO), what, why, remedy, code);
    }
  }

  @Test
  void a_server_that_hangs_behind_it_is_named() throws Exception {
    try (var hanging = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        ProxyProcess nginx =
            Nginx.at(folder, hanging.getLocalPort(), Nginx.GOOD.replace("1h", "50ms"))) {
      assertCause(
          Examined.behind(nginx, Duration.ZERO),
          "the voice URL is answered 504 by nginx",
          "waited for the server behind it in vain",
          "proxy_read_timeout",
          11200);
    }
  }

  @Test
  void a_good_one_is_fine_in_everything() throws Exception {
    try (ProxyProcess nginx = Nginx.at(folder, server.port(), Nginx.GOOD)) {
      assertThat(Examined.behind(nginx, Duration.ofSeconds(1)).findings())
          .filteredOn(seen -> !seen.check().equals("name and addresses"))
          .hasSizeGreaterThan(17)
          .allSatisfy(seen -> assertThat(seen.finding().level()).isEqualTo(Level.FINE));
    }
  }

  @Test
  void a_prefix_that_is_taken_off_is_named() throws Exception {
    try (ProxyProcess nginx =
        Nginx.server(
            folder,
            server.port(),
            "listen 127.0.0.1:PORT; location /kolan/ { "
                + Nginx.GOOD.replace("http://BACKEND", "http://BACKEND/")
                + "}")) {
      assertCause(
          Examined.diagnose(Examined.kolan("http://127.0.0.1:" + nginx.port() + "/kolan")),
          "the prefix /kolan is taken off the path",
          "Twilio has signed the one that it calls",
          "let KOLAN_PUBLIC_URL end with what is taken off",
          11200);
    }
  }

  @Test
  void an_idle_socket_that_is_cut_is_named_with_its_time() throws Exception {
    try (ProxyProcess nginx = Nginx.at(folder, server.port(), Nginx.GOOD.replace("1h", "2s"))) {
      assertCause(
          Examined.behind(nginx, Duration.ofSeconds(3)),
          "a socket on which nothing passes is cut after ",
          "nginx times out idle sockets (proxy_read_timeout",
          "proxy_read_timeout 2h;",
          31903);
    }
  }

  @Test
  void a_proxy_that_is_not_trusted_is_named() throws Exception {
    try (PhoneServer wary =
            Examined.server(folder.resolve("wary"), null, "10.0.0.0/8,127.0.0.1/32");
        ProxyProcess nginx =
            Nginx.at(
                folder,
                wary.port(),
                Nginx.GOOD.replace("header Host $http_host", "header Host inside")
                    + "proxy_bind 127.0.0.2;")) {
      assertCause(
          Examined.behind(nginx, Duration.ZERO),
          "thinks that it is called under http://inside",
          "they come from 127.0.0.2, which is not in KOLAN_TRUSTED_PROXIES (10.0.0.0/8, 127.0.0.1/32)",
          "KOLAN_TRUSTED_PROXIES=127.0.0.2",
          11200);
    }
  }

  @Test
  void a_public_url_that_differs_from_the_one_that_is_called_is_named() throws Exception {
    try (PhoneServer other =
            Examined.server(folder.resolve("other"), "https://phone.example.com", "127.0.0.0/8");
        ProxyProcess nginx = Nginx.at(folder, other.port(), Nginx.GOOD)) {
      assertCause(
          Examined.behind(nginx, Duration.ZERO),
          "thinks that it is called under https://phone.example.com",
          "KOLAN_PUBLIC_URL is https://phone.example.com there",
          "Set KOLAN_PUBLIC_URL=http://127.0.0.1:" + nginx.port(),
          11200);
    }
  }

  private static void assertCause(
      Diagnosis diagnosis, String what, String why, String remedy, int code) {
    Finding cause = Examined.cause(diagnosis);
    Examined.assertCause(cause, what, why, remedy);
    assertThat(cause.codes()).contains(code);
  }
}
