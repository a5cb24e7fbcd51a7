package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// haproxy before several servers, by `deploy/proxy/haproxy-nodes.cfg`, but for ports and TLS.
final class ClusterHaproxy implements AutoCloseable {
  /// That the file names.
  private static final int NODES = 3;

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private final Process process;
  private final int port;

  private ClusterHaproxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param ports of each server, for calls and for management
  static ClusterHaproxy before(Path folder, int[]... ports) throws IOException {
    boolean installed = Files.isExecutable(PROGRAM);
    if (!installed) {
      assertThat(System.getenv("KOLAN_REQUIRE_PROXIES")).isNotEqualTo("true");
      Assumptions.abort("haproxy is not installed");
    }
    int port = FreePort.find();
    String config =
        Files.readString(Path.of("..", "deploy", "proxy", "haproxy-nodes.cfg"))
            .replaceFirst("bind :80\n", "bind 127.0.0.1:" + port + "\n")
            .replaceFirst(" *bind :443.*\n", "")
            .replaceFirst(" *http-request redirect.*\n", "")
            .replaceFirst(" *http-request set-header X-Forwarded-Host.*\n", "")
            .replace("maxconn 4096", "maxconn 256")
            .replace("inter 1s fall 3", "inter 500ms fall 2");
    for (int i = 0; i < NODES; i++) {
      String line =
          "server node%d \"${NODE%d-10.0.0.1%d}:8080\" port 8089".formatted(i + 1, i + 1, i + 1);
      assertThat(config).contains(line);
      config =
          config.replace(
              line,
              i < ports.length
                  ? "server node%d 127.0.0.1:%d port %d".formatted(i + 1, ports[i][0], ports[i][1])
                  : "");
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    var proxy = new ClusterHaproxy(process, port);
    Await.until("haproxy listens", () -> proxy.listens() || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(folder.resolve("haproxy.log"))).isTrue();
    return proxy;
  }

  int port() {
    return port;
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean _ = process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
