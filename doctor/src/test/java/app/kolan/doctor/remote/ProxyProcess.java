package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real proxy in the foreground, on a free port of this machine, with all its files in a folder
/// of the test's.
final class ProxyProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private ProxyProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Finds a program; without it the test is skipped, or fails where it is required.
  static String program(String name) {
    boolean required = "true".equals(System.getenv("KOLAN_REQUIRE_PROXIES"));
    assertThat(required && found(name).isEmpty()).as("%s must be installed", name).isFalse();
    return optionalProgram(name);
  }

  /// Finds a program; without it the test is skipped.
  static String optionalProgram(String name) {
    Optional<String> program = found(name);
    Assumptions.assumeTrue(program.isPresent(), name + " is not installed");
    return program.orElse(name);
  }

  private static Optional<String> found(String name) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static ProxyProcess start(Path folder, int port, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    var proxy = new ProxyProcess(process, port);
    try {
      proxy.awaitListening(folder);
      return proxy;
    } catch (IOException | RuntimeException | Error e) {
      proxy.close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  private void awaitListening(Path folder) throws IOException {
    Await.until("the proxy listens", () -> listens() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException(
          "the proxy does not listen: " + Files.readString(folder.resolve("output.txt")));
    }
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
