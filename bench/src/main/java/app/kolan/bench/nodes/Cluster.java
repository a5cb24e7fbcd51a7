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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Servers as processes on one database, and haproxy before them by the configuration that is
/// shipped, but for ports, TLS and how often it looks.
final class Cluster implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final int NAMED_IN_FILE = 3;

  private final Path folder;
  private final List<Member> members = new ArrayList<>();
  private int port;
  private final List<Process> all = new ArrayList<>();

  /// A server, and its process of the moment.
  record Member(String name, int port, int managementPort, Process process) {}

  private final Map<String, String> settings;

  private Cluster(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /// Starts all of it, and waits until it answers.
  ///
  /// @param settings of every server
  /// @param proxy haproxy's configuration
  static Cluster start(Path folder, int nodes, Map<String, String> settings, Path proxy)
      throws IOException, InterruptedException {
    var cluster = new Cluster(folder, settings);
    try {
      for (int i = 1; i <= nodes; i++) {
        cluster.add("node" + i, FreePort.find(), FreePort.find());
        cluster.await(cluster.members.getLast()); // the first brings the tables up to date
      }
      cluster.startProxy(proxy);
      return cluster;
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private void add(String name, int own, int management) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
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
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("serve.log").toFile()));
    builder.environment().putAll(settings);
    builder.environment().put("KOLAN_NODE", name);
    builder.environment().put("KOLAN_DATA", home.resolve("data").toString());
    builder.environment().put("KOLAN_PORT", Integer.toString(own));
    builder.environment().put("KOLAN_MANAGEMENT_PORT", Integer.toString(management));
    Process process = builder.start();
    all.add(process);
    members.add(new Member(name, own, management, process));
  }

  private void await(Member member) throws IOException, InterruptedException {
    await(
        URI.create("http://127.0.0.1:%d/health/ready".formatted(member.managementPort())),
        member.process(),
        folder.resolve(member.name()).resolve("serve.log"));
  }

  private static void await(URI page, Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!HealthPage.answers(page)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("it does not start; see " + log + "\n" + Files.readString(log));
      }
      boolean _ = process.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private void startProxy(Path shipped) throws IOException, InterruptedException {
    port = FreePort.find();
    String config = Files.readString(shipped);
    config = replaced(config, "bind :80\n", "bind 127.0.0.1:" + port + "\n");
    config = replaced(config, " *bind :443.*\n", "");
    config = replaced(config, " *http-request redirect.*\n", "");
    config = replaced(config, " *http-request set-header X-Forwarded-Host.*\n", "");
    for (int i = 1; i <= NAMED_IN_FILE; i++) {
      config = replaced(config, " *server node%d .*\n?".formatted(i), "");
    }
    var servers = new StringBuilder(config.stripTrailing() + "\n");
    for (Member member : members) {
      servers.append(
          "  server %s 127.0.0.1:%d port %d%n"
              .formatted(member.name(), member.port(), member.managementPort()));
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), servers);
    Path log = folder.resolve("haproxy.log");
    Process process =
        new ProcessBuilder("haproxy", "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    all.add(process);
    await(URI.create("http://127.0.0.1:%d/health/live".formatted(port)), process, log);
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

  /// As `kill -9` does.
  ///
  /// @param id of a node, as the database has it
  void kill(String id) throws InterruptedException {
    Process process = member(id).process();
    process.destroyForcibly();
    int _ = process.waitFor();
  }

  /// Freezes a node, as a machine that swaps or sleeps.
  void freeze(String id) throws IOException, InterruptedException {
    signal(id, "STOP");
  }

  void thaw(String id) throws IOException, InterruptedException {
    signal(id, "CONT");
  }

  private void signal(String id, String name) throws IOException, InterruptedException {
    int _ =
        new ProcessBuilder("kill", "-" + name, Long.toString(member(id).process().pid()))
            .inheritIO()
            .start()
            .waitFor();
  }

  /// Starts a node anew that has ended, and waits until it answers.
  void start(String id) throws IOException, InterruptedException {
    Member ended = member(id);
    members.remove(ended);
    add(ended.name(), ended.port(), ended.managementPort());
    await(members.getLast());
  }

  /// Asks a node to stop, waits for its end, and starts it anew.
  void restart(String id) throws IOException, InterruptedException {
    Process process = member(id).process();
    process.destroy();
    if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException(id + " does not stop");
    }
    start(id);
  }

  /// The names of all.
  List<String> names() {
    return members.stream().map(Member::name).sorted().toList();
  }

  private Member member(String id) {
    String name = id.contains("/") ? id.substring(0, id.indexOf('/')) : id;
    return members.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    all.forEach(Process::destroyForcibly);
  }
}
