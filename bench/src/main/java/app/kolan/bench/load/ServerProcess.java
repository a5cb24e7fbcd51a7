package app.kolan.bench.load;

import app.kolan.bench.stubs.StubProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server under load: a process of its own.
final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
  private static final int SHOWN_LINES = 20;

  private final Process process;
  private final int port;
  private final int healthPort;
  private final ServerFiles files;
  private final Map<String, String> environment;
  private final List<StubProcess> beside = new ArrayList<>();

  private ServerProcess(
      Process process,
      int port,
      int healthPort,
      ServerFiles files,
      Map<String, String> environment) {
    this.process = process;
    this.port = port;
    this.healthPort = healthPort;
    this.files = files;
    this.environment = Map.copyOf(environment);
  }

  /// Starts a server and waits until it is ready.
  ///
  /// @param healthPort where `/health` is, which may be another than the port for calls
  /// @throws IOException when it does not start; the message holds what it printed last
  static ServerProcess start(
      List<String> command,
      Map<String, String> environment,
      int port,
      int healthPort,
      ServerFiles files)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(files.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(files.log().toFile()));
    builder.environment().putAll(environment);
    var server = new ServerProcess(builder.start(), port, healthPort, files, environment);
    try {
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the server does not start; it says:\n" + lastWords());
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() {
    return HealthPage.answers(URI.create("http://127.0.0.1:" + healthPort + "/health"));
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(files.log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  /// Ends these stubs of providers with it.
  ServerProcess with(StubProcess stubs) {
    beside.add(stubs);
    return this;
  }

  Path data() {
    return files.data();
  }

  /// What it was started with besides this process's own.
  Map<String, String> environment() {
    return environment;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  GcLog gcLog() {
    return files.gcLog();
  }

  /// The server's output: warnings and errors, if it is Kolan.
  Path log() {
    return files.log();
  }

  /// The bytes of live objects, after a full collection; [ProcStat#NOT_KNOWN] if it is no JVM.
  long liveHeap() {
    try {
      return HeapUse.in(jcmd("GC.class_histogram"));
    } catch (IOException e) {
      return ProcStat.NOT_KNOWN;
    }
  }

  private String jcmd(String command) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process jcmd =
        new ProcessBuilder(program.toString(), Long.toString(pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    beside.forEach(StubProcess::close);
  }
}
