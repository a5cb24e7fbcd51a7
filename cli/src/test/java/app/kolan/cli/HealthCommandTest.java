package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigReader;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("socket")
class HealthCommandTest {
  private static final int NO_BODY = -1;

  @TempDir private Path folder;

  @Test
  void it_says_what_answered_and_ends_with_1_when_that_is_not_well() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = server.getAddress().getPort();
    answer(server, "/health/live", 200);
    answer(server, "/health/ready", 503);
    server.start();
    try {
      var out = new StringWriter();

      assertThat(health(port, out)).isZero();
      assertThat(out.toString().strip())
          .isEqualTo("http://127.0.0.1:%d/health/live answers 200".formatted(port));
      assertThat(health(port, out, "--ready")).isEqualTo(1);
      assertThat(out).asString().contains("/health/ready answers 503");
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpServer server, String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, NO_BODY);
          exchange.close();
        });
  }

  private int health(int port, StringWriter out, String... options) {
    var settings = Map.of("KOLAN_MANAGEMENT_PORT", Integer.toString(port));
    return new CommandLine(
            new HealthCommand(() -> ConfigReader.draft(settings, folder.resolve("kolan.yaml"))))
        .setOut(new PrintWriter(out, true))
        .execute(options);
  }
}
