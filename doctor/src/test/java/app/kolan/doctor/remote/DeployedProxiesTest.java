package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.FreePort;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configurations of `deploy/proxy`, run as they are but for ports, certificate and paths.
@Tag("socket")
class DeployedProxiesTest {
  private static final Path PROXIES = Path.of("..", "deploy", "proxy");
  private static final String CERTIFICATE = "/etc/letsencrypt/live/phone.example.com/";

  @TempDir private Path folder;
  private HttpServer server;

  /// A server that says what arrives.
  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var said = new StringBuilder(exchange.getRequestURI() + "\n");
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> said.append(name).append(": ").append(values).append('\n'));
          byte[] body = said.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void nginx_lets_calls_through_and_keeps_the_management_pages() throws Exception {
    int port = FreePort.find();
    var certificates = Certificates.authority(folder).leaf("front", "dns:localhost", "-1d", 90);
    String all = certificates.withKey("front").toString();
    String site =
        Files.readString(PROXIES.resolve("nginx.conf"))
            .replace(CERTIFICATE + "fullchain.pem", all)
            .replace(CERTIFICATE + "privkey.pem", all)
            .replace("listen 80;", "listen 127.0.0.1:" + FreePort.find() + ";")
            .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
            .replace("127.0.0.1:8080", backend());

    try (ProxyProcess proxy = Nginx.whole(folder, port, site)) {
      assertLetsCallsThrough(proxy.port());
    }
  }

  @Test
  void haproxy_lets_calls_through_and_keeps_the_management_pages() throws Exception {
    String program = ProxyProcess.program("haproxy");
    int port = FreePort.find();
    Path home = Files.createDirectory(folder.resolve("haproxy"));
    var certificates = Certificates.authority(folder).leaf("front", "dns:localhost", "-1d", 90);
    String configuration =
        Files.readString(PROXIES.resolve("haproxy.cfg"))
            .replace(
                "/etc/haproxy/certs/phone.example.com.pem",
                certificates.withKey("front").toString())
            .replace("bind :80", "bind 127.0.0.1:" + FreePort.find())
            .replace("bind :443", "bind 127.0.0.1:" + port)
            .replace("maxconn 4096", "maxconn 64")
            .replace("127.0.0.1:8080", backend());
    Path file = Files.writeString(home.resolve("haproxy.cfg"), configuration);

    try (ProxyProcess proxy =
        ProxyProcess.start(home, port, program, "-db", "-f", file.toString())) {
      assertLetsCallsThrough(proxy.port());
    }
  }

  /// In the version of Debian and Ubuntu, which the page on installing takes.
  @Test
  void caddy_lets_calls_through_and_keeps_the_management_pages() throws Exception {
    String program = ProxyProcess.program("caddy");
    int port = FreePort.find();
    Path home = Files.createDirectory(folder.resolve("caddy"));
    var certificates = Certificates.authority(folder).leaf("front", "dns:localhost", "-1d", 90);
    String all = certificates.withKey("front").toString();
    String site =
        Files.readString(PROXIES.resolve("Caddyfile"))
            .replace(
                "{$KOLAN_HOST_NAME:phone.example.com} {",
                "https://localhost:%d {\n\tbind 127.0.0.1\n\ttls %s %s".formatted(port, all, all))
            .replace("127.0.0.1:8080", backend());
    String own = "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system HOME\n}\n";
    Path file = Files.writeString(home.resolve("Caddyfile"), own.replace("HOME", home + "") + site);

    try (ProxyProcess proxy =
        ProxyProcess.start(home, port, program, "run", "--config", file.toString())) {
      assertLetsCallsThrough(proxy.port());
    }
  }

  private String backend() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static void assertLetsCallsThrough(int port) throws Exception {
    try (HttpClient http = anybody()) {
      String arrived = get(http, port, "/webhook/incoming_call?a=%D7%90&b=").body();
      assertThat(arrived)
          .startsWith("/webhook/incoming_call?a=%D7%90&b=\n")
          .containsIgnoringCase("x-forwarded-proto: [https]")
          .containsIgnoringCase("x-forwarded-host: [localhost")
          .containsIgnoringCase("x-forwarded-for: [127.0.0.1]");
      for (String path : new String[] {"/health", "/health/ready", "/metrics", "/diagnostics/x"}) {
        assertThat(get(http, port, path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(get(http, port, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(HttpClient http, int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://localhost:%d%s".formatted(port, path));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /// Trusts whatever the test has made.
  private static HttpClient anybody() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
