package app.kolan.cli;

import app.kolan.server.bootstrap.StoreFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `kolan serve` as an operator starts it: a process of its own, with a ledger that has been used
/// before. Closing stops it, and waits until it has written its cache.
final class RehearsedServer implements AutoCloseable {
  private static final long LONGEST_STOP_MINUTES = 5;

  private final Process process;
  private final int managementPort;

  private RehearsedServer(Process process, int managementPort) {
    this.process = process;
    this.managementPort = managementPort;
  }

  /// Starts it, and waits until it listens.
  ///
  /// @param command the whole command
  static RehearsedServer start(
      List<String> command, Path data, int port, int managementPort, URI restUrl)
      throws IOException {
    StoreFactory.open(data).close();
    var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KOLAN_") || name.startsWith("TWILIO_"));
    environment.put("KOLAN_HOST", "127.0.0.1");
    environment.put("KOLAN_PORT", String.valueOf(port));
    environment.put("KOLAN_MANAGEMENT_PORT", String.valueOf(managementPort));
    environment.put("KOLAN_DATA", data.toString());
    environment.put("KOLAN_PUBLIC_URL", DemoEnvironment.PUBLIC.toString());
    environment.put("TWILIO_ACCOUNT_SID", DemoEnvironment.ACCOUNT);
    environment.put("TWILIO_AUTH_TOKEN", DemoEnvironment.TOKEN);
    environment.put("TWILIO_API_URL", restUrl.toString());
    environment.put("KOLAN_SIMULATED", "true");
    var server = new RehearsedServer(builder.start(), managementPort);
    BufferedReader out = server.process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("Kolan listens")) {
        return server;
      }
    }
    throw new IOException("the server under rehearsal did not start");
  }

  /// What it says of itself.
  String health() throws IOException {
    URI health = URI.create("http://127.0.0.1:" + managementPort + "/health");
    try (InputStream in = health.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the server under rehearsal did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
