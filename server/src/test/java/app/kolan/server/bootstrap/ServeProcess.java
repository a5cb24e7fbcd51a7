package app.kolan.server.bootstrap;

import app.kolan.server.TestJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `kolan serve` in a process of its own, which can be killed at any moment.
public final class ServeProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("listens on port (\\d+)");

  private final Process process;
  private final int port;

  private ServeProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts it, and waits until it listens.
  public static ServeProcess start(Path data, String restUrl) throws IOException {
    return start(data, restUrl, Map.of());
  }

  /// Starts it with more settings, and waits until it listens.
  public static ServeProcess start(Path data, String restUrl, Map<String, String> settings)
      throws IOException {
    var builder = new ProcessBuilder(TestJvm.command(ServerMain.class.getName()));
    builder.directory(data.toFile());
    builder.redirectError(new File(data.toFile(), "serve.log"));
    var environment = builder.environment();
    environment.put("KOLAN_PORT", "0");
    environment.put("KOLAN_MANAGEMENT_PORT", "0");
    environment.put("KOLAN_DATA", data.resolve("data").toString());
    environment.put("TWILIO_ACCOUNT_SID", TwilioByHand.ACCOUNT);
    environment.put("TWILIO_AUTH_TOKEN", TwilioByHand.TOKEN);
    environment.put("TWILIO_API_URL", restUrl);
    environment.put("KOLAN_SIMULATED", "true");
    environment.putAll(settings);
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher listens = PORT.matcher(line);
      if (listens.find()) {
        return new ServeProcess(process, Integer.parseInt(listens.group(1)));
      }
    }
    throw new IOException(
        "kolan serve did not start:\n" + Files.readString(data.resolve("serve.log")));
  }

  /// The first of the lines printed after that it listens which has this in it.
  String says(String words) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(words)) {
        return line;
      }
    }
    throw new IOException("kolan serve did not say " + words);
  }

  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// As `kill -9` does.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// Asks it to stop, and waits for its end.
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
