package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// haproxy before several servers, by `deploy/proxy/haproxy-nodes.cfg`, but for ports and TLS.
final class ClusterHaproxy implements AutoCloseable {
  /// That the file names.
  private static final int NODES = 3;

  /// The column of what it says of each server.
  private static final int STATUS = 17;

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  /// The address that Twilio knows.
  static final String PUBLIC = "https://phone.example.com";

  private final Process process;
  private final int port;
  private final Path commands;

  private ClusterHaproxy(Process process, int port, Path commands) {
    this.process = process;
    this.port = port;
    this.commands = commands;
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
    Path commands = folder.resolve("haproxy.sock");
    config = config.replaceFirst("global\n", "global\n  stats socket " + commands + "\n");
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    var proxy = new ClusterHaproxy(process, port, commands);
    Await.until("haproxy listens", () -> proxy.listens() || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(folder.resolve("haproxy.log"))).isTrue();
    return proxy;
  }

  int port() {
    return port;
  }

  /// Settings of a Twilio that calls through it.
  CarrierSettings carrier() {
    return CarrierSettings.of(
            TwilioByHand.ACCOUNT,
            TwilioByHand.TOKEN,
            URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
        .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
        .withFallbackUrl(URI.create(PUBLIC + TwilioPaths.VOICE_FALLBACK))
        .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
        .withDecoder((_, file) -> Story.PROMPTS.audioOf(file));
  }

  /// Whether it leads new callers to a server.
  ///
  /// @param number from 0, of those that it is before
  boolean leadsTo(int number) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(commands))) {
      channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
      var answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
      return answer
          .lines()
          .map(line -> line.split(","))
          .filter(columns -> columns.length > STATUS)
          .filter(columns -> columns[1].equals("node" + (number + 1)))
          .allMatch(columns -> columns[STATUS].equals("UP"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
