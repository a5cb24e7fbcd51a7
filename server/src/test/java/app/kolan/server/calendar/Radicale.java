package app.kolan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Radicale, a CalDAV server of others (`apt-get install radicale`), with one user.
final class Radicale implements AutoCloseable {
  static final String USER = "dana";
  static final String PASSWORD = "open sesame";

  private final Process process;
  private final int port;

  private Radicale(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Radicale start(Path folder) throws IOException {
    Path program = Path.of("/usr/bin/radicale");
    if (!Files.isExecutable(program)) {
      boolean required = "true".equals(System.getenv("KOLAN_REQUIRE_RADICALE"));
      assertThat(required).as("radicale must be installed").isFalse();
      Assumptions.abort("radicale is not installed");
    }
    int port = FreePort.find();
    Path users = folder.resolve("users");
    Files.writeString(users, USER + ":" + PASSWORD + "\n");
    Path config = folder.resolve("radicale.conf");
    Files.writeString(
        config,
        """
        [server]
        hosts = 127.0.0.1:%d
        [auth]
        type = htpasswd
        htpasswd_filename = %s
        htpasswd_encryption = plain
        delay = 0
        [storage]
        filesystem_folder = %s
        """
            .formatted(port, users, folder.resolve("collections")));
    Process process =
        new ProcessBuilder(List.of(program.toString(), "--config", config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("radicale.log").toFile())
            .start();
    var radicale = new Radicale(process, port);
    Await.until("radicale listens", radicale::listens);
    return radicale;
  }

  private boolean listens() {
    assertThat(process.isAlive()).as("radicale runs").isTrue();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// An empty calendar.
  URI calendar(String name) throws Exception {
    URI url = URI.create("http://127.0.0.1:%d/%s/%s/".formatted(port, USER, name));
    assertThat(new CalendarByHand(url, USER, PASSWORD).ask("MKCALENDAR", url, "", "").statusCode())
        .isEqualTo(201);
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
