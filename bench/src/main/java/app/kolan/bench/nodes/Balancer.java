package app.kolan.bench.nodes;

import app.kolan.bench.load.HealthPage;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// haproxy by the configuration that is shipped, but for ports, TLS and the redirect to it.
final class Balancer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(30);
  private static final int NAMED_IN_FILE = 3;

  private final Path file;
  private final Path log;
  private final int port;
  private Process process;

  private Balancer(Path file, Path log, int port) throws IOException {
    this.file = file;
    this.log = log;
    this.port = port;
    process = begin();
  }

  /// Starts it, and waits until it leads to a node.
  ///
  /// @param shipped haproxy's configuration
  /// @param nodes a line for each
  static Balancer start(Path folder, Path shipped, List<String> nodes)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    String config = Files.readString(shipped);
    config = replaced(config, "bind :80\n", "bind 127.0.0.1:" + port + "\n");
    config = replaced(config, " *bind :443.*\n", "");
    config = replaced(config, " *http-request redirect.*\n", "");
    config = replaced(config, " *http-request set-header X-Forwarded-Host.*\n", "");
    for (int i = 1; i <= NAMED_IN_FILE; i++) {
      config = replaced(config, " *server node%d .*\n?".formatted(i), "");
    }
    var whole = new StringBuilder(config.stripTrailing() + "\n");
    nodes.forEach(line -> whole.append("  ").append(line).append('\n'));
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), whole);
    var balancer = new Balancer(file, folder.resolve("haproxy.log"), port);
    balancer.await();
    return balancer;
  }

  private Process begin(String... more) throws IOException {
    var command = new ArrayList<>(List.of("haproxy", "-db", "-f", file.toString()));
    command.addAll(List.of(more));
    return Processes.start(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  private void await() throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:%d/health/live".formatted(port));
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!HealthPage.answers(page)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IOException("haproxy does not start; see " + log);
      }
      boolean _ = process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /// What is not there was changed in the shipped file, and must be looked at here.
  private static String replaced(String config, String what, String by) {
    Matcher found = Pattern.compile(what).matcher(config);
    if (!found.find()) {
      throw new IllegalStateException("haproxy's configuration has no " + what.strip());
    }
    return found.replaceFirst(Matcher.quoteReplacement(by));
  }

  /// Where calls come to.
  int port() {
    return port;
  }

  /// Starts another one in its place, as `systemctl reload haproxy` does: the old one keeps its
  /// connections until they end.
  void reload() throws IOException, InterruptedException {
    process = begin("-sf", Long.toString(process.pid()));
    await();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
