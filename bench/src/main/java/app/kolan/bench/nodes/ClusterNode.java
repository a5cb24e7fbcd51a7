package app.kolan.bench.nodes;

import app.kolan.bench.load.HealthPage;
import app.kolan.simulator.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server as a process with a heap of 256 MB, and the networks to its database and from other
/// nodes to it.
final class ClusterNode implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final String CLOCK_LIBRARY =
      "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

  private final String name;
  private final Path home;
  private final int port;
  private final int managementPort;
  private final Map<String, String> settings;
  private final @Nullable TcpProxy database;
  private final TcpProxy address;
  private @Nullable Process process;

  /// @param settings of every server
  /// @param url null for SQLite
  ClusterNode(Path folder, String name, Map<String, String> settings, @Nullable DatabaseUrl url)
      throws IOException {
    this(folder, name, settings, url, () -> TcpProxy.Observer.NOBODY);
  }

  /// @param observers see what the database sends, one for each connection
  ClusterNode(
      Path folder,
      String name,
      Map<String, String> settings,
      @Nullable DatabaseUrl url,
      Supplier<TcpProxy.Observer> observers)
      throws IOException {
    this.name = name;
    this.settings = new HashMap<>(settings);
    home = Files.createDirectories(folder.resolve(name));
    port = FreePort.find();
    managementPort = FreePort.find();
    address = TcpProxy.to("127.0.0.1", managementPort);
    database = url == null ? null : TcpProxy.to(url.host(), url.port(), observers);
    if (url != null && database != null) {
      this.settings.put("KOLAN_DATABASE", url.at(database.port()));
      this.settings.put("KOLAN_NODE_ADDRESS", "127.0.0.1:" + address.port());
    }
  }

  static String name(int number) {
    return "node" + number;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /// Its data folder, which need not be there yet.
  Path data() {
    return home.resolve("data");
  }

  /// As haproxy has it.
  String line() {
    return "server %s 127.0.0.1:%d port %d".formatted(name, port, managementPort);
  }

  static boolean hasClockLibrary() {
    return Files.exists(Path.of(CLOCK_LIBRARY));
  }

  void start() throws IOException, InterruptedException {
    start("");
  }

  /// Starts it, and waits until it answers.
  ///
  /// @param clock how far its clock is wrong, such as `+15m`; empty for one that is right
  void start(String clock) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "app.kolan.server.bootstrap.ServerMain");
    Path log = home.resolve("serve.log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.putAll(settings);
    environment.put("KOLAN_NODE", name);
    environment.put("KOLAN_DATA", data().toString());
    environment.put("KOLAN_PORT", Integer.toString(port));
    environment.put("KOLAN_MANAGEMENT_PORT", Integer.toString(managementPort));
    if (!clock.isEmpty()) {
      environment.put("LD_PRELOAD", CLOCK_LIBRARY);
      environment.put("FAKETIME", clock);
      environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
      environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0"); // a JVM's waits would end at once
    }
    Process started = Processes.start(builder);
    process = started;
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!HealthPage.answers(management("/health/ready"))) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new IOException(name + " does not start; see " + log);
      }
      boolean _ = started.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private URI management(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(managementPort, path));
  }

  /// As `kill -9` does.
  void kill() throws InterruptedException {
    int _ = running().destroyForcibly().waitFor();
  }

  void freeze() throws IOException, InterruptedException {
    Processes.signal(running(), "STOP");
  }

  void thaw() throws IOException, InterruptedException {
    Processes.signal(running(), "CONT");
  }

  /// Asks it to stop, and waits for that.
  void stop() throws IOException, InterruptedException {
    Process stopping = running();
    stopping.destroy();
    if (!stopping.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException(name + " does not stop");
    }
  }

  private Process running() {
    Process known = process;
    if (known == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return known;
  }

  /// The network to its database.
  TcpProxy database() {
    TcpProxy known = database;
    if (known == null) {
      throw new IllegalStateException(name + " has no database server");
    }
    return known;
  }

  /// The network from other nodes to it.
  TcpProxy address() {
    return address;
  }

  /// A figure of its metrics, such as `kolan_writes_waiting`; empty when it does not answer.
  OptionalDouble metric(String figure) {
    try {
      var connection = (HttpURLConnection) management("/metrics").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(2000);
      try (var page = connection.getInputStream()) {
        return new String(page.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(figure + " ") || line.startsWith(figure + "{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .findFirst();
      }
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  @Override
  public void close() throws IOException {
    Process known = process;
    if (known != null) {
      known.destroyForcibly();
    }
    address.close();
    if (database != null) {
      database.close();
    }
  }
}
