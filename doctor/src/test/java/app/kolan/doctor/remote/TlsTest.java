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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor's findings about TLS that a real nginx terminates.
@Tag("socket")
class TlsTest {
  @TempDir private static Path folder;
  private static PhoneServer server;
  private static Certificates certificates;

  @BeforeAll
  static void start() throws Exception {
    server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
    certificates =
        Certificates.authority(folder)
            .leaf("good", "dns:localhost,ip:127.0.0.1", "-1d", 90)
            .leaf("expired", "dns:localhost", "-20d", 10)
            .leaf("early", "dns:localhost", "+5d", 90)
            .leaf("soon", "dns:localhost", "-80d", 85)
            .leaf("other", "dns:phone.example.com,dns:*.example.com", "-1d", 90)
            .selfSigned("own", "dns:localhost");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_healthy_server_behind_nginx_with_tls_is_fine_in_everything() throws Exception {
    try (ProxyProcess nginx = nginx(certificates.nginx("good", 3))) {
      Diagnosis diagnosis =
          Examined.diagnose(
              Examined.kolan("https://localhost:" + nginx.port(), Duration.ofSeconds(1)),
              certificates.trust());

      assertThat(diagnosis.findings())
          .filteredOn(seen -> !seen.check().equals("name and addresses"))
          .allSatisfy(seen -> assertThat(seen.finding().level()).isEqualTo(Level.FINE))
          .hasSizeGreaterThan(18);
      assertThat(diagnosis.findings())
          .extracting(seen -> seen.finding().what())
          .anyMatch(what -> what.contains("is good for 88 more days"))
          .anyMatch(what -> what.contains("25 frames and a message of 31 KB come back"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "good, 1, an intermediate certificate is missing, 11237",
    "expired, 3, has expired, 11236",
    "early, 3, is not good before, 11236",
    "soon, 3, expires in 4 days, 11236",
    "other, 3, the certificate is not for localhost, 11235",
    "own, 1, the certificate is self-signed, 11237"
  })
  void a_bad_certificate_is_named_and_the_rest_is_still_looked_at(
      String certificate, int sent, String what, int code) throws Exception {
    try (ProxyProcess nginx = nginx(certificates.nginx(certificate, sent))) {
      Diagnosis diagnosis = diagnose(nginx);

      Finding cause = Examined.cause(diagnosis);
      assertThat(cause.what()).contains(what);
      assertThat(cause.codes()).contains(code);
      assertThat(diagnosis.count(Level.BROKEN) + diagnosis.count(Level.WARNING)).isEqualTo(1);
      assertThat(diagnosis.count(Level.FINE)).isGreaterThan(15);
    }
  }

  @Test
  void a_private_authority_is_not_publicly_trusted() throws Exception {
    try (ProxyProcess nginx = nginx(certificates.nginx("good", 3))) {
      Finding cause =
          Examined.cause(Examined.diagnose(Examined.kolan("https://localhost:" + nginx.port())));

      assertThat(cause.what()).isEqualTo("the certificate's issuer is not known to the world");
      assertThat(cause.cause().orElseThrow()).contains("Test Root");
    }
  }

  @Test
  void plain_http_on_the_port_of_https_is_named() throws Exception {
    Diagnosis diagnosis = Examined.diagnose(Examined.kolan("https://localhost:" + server.port()));

    assertThat(Examined.cause(diagnosis).what()).contains("speaks plain http");
    assertThat(Examined.cause(diagnosis).codes()).contains(11206);
    assertThat(diagnosis.count(Level.BROKEN)).isEqualTo(1);
  }

  @Test
  void https_on_the_port_of_plain_http_is_named() throws Exception {
    try (ProxyProcess nginx = nginx(certificates.nginx("good", 3))) {
      Finding cause =
          Examined.cause(Examined.diagnose(Examined.kolan("http://localhost:" + nginx.port())));

      assertThat(cause.what()).contains("speaks https, and the URL says http");
    }
  }

  @Test
  void a_clients_certificate_that_is_asked_for_is_named() throws Exception {
    String tls = certificates.nginx("good", 3);
    String file = tls.replaceAll("(?s).*ssl_certificate (\\S+);.*", "$1");
    try (ProxyProcess nginx =
        nginx(tls + "ssl_client_certificate " + file + "; ssl_verify_client on;")) {
      Finding cause = Examined.cause(diagnose(nginx));

      assertThat(cause.what()).contains("asks for a client's certificate");
      assertThat(cause.cure().orElseThrow()).contains("ssl_verify_client off");
    }
  }

  @Test
  void a_scheme_that_the_proxy_forgets_is_named() throws Exception {
    try (ProxyProcess nginx =
        Nginx.server(
            folder,
            server.port(),
            certificates.nginx("good", 3)
                + "location / { proxy_pass http://BACKEND; proxy_set_header Host $http_host; }")) {
      Finding cause = Examined.cause(diagnose(nginx));

      assertThat(cause.what()).contains("thinks that it is called under http://localhost");
      assertThat(cause.cause().orElseThrow()).contains("tells no X-Forwarded-Proto");
      assertThat(cause.cure().orElseThrow())
          .contains("KOLAN_PUBLIC_URL=https://localhost:" + nginx.port())
          .contains("proxy_set_header X-Forwarded-Proto $scheme;");
    }
  }

  private static Diagnosis diagnose(ProxyProcess nginx) throws Exception {
    return Examined.diagnose(
        Examined.kolan("https://localhost:" + nginx.port()), certificates.trust());
  }

  private static ProxyProcess nginx(String tls) throws Exception {
    return Nginx.server(folder, server.port(), tls + "location / {\n" + Nginx.GOOD + "}");
  }
}
