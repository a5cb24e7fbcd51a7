package app.kolan.cli;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.web.ManagementAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan health`: asks the server on this machine whether it lives, for a container that has no
/// other program to ask with.
@Command(
    name = "health",
    description = {
      "Asks the server of these settings, on this machine, whether it lives, and prints its answer.",
      "",
      "The exit code is 0 when it does, and 1 when it does not, or does not answer within five"
          + " seconds. It does not depend on the database."
    })
public final class HealthCommand implements Callable<Integer> {
  private static final int TIMEOUT = (int) Duration.ofSeconds(5).toMillis();
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--ready",
      description = "Ask whether it takes new calls, too: not while it stops or the disk is full.")
  private boolean ready;

  HealthCommand() {
    this(ConfigReader::draft);
  }

  HealthCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws IOException {
    LogLevel.quiet();
    ManagementAddress address = settings.get().config().management();
    boolean isWildcard = InetAddress.getByName(address.host()).isAnyLocalAddress();
    String host = isWildcard ? "127.0.0.1" : address.host();
    URI url =
        URI.create(
            "http://%s:%d/health/%s".formatted(host, address.port(), ready ? "ready" : "live"));
    try {
      return ask(url);
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("No server answers at %s: %s".formatted(url, e.getMessage()));
      return ExitCode.SOFTWARE;
    }
  }

  private int ask(URI url) throws IOException {
    var connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT);
    connection.setReadTimeout(TIMEOUT);
    try {
      int status = connection.getResponseCode();
      try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        String said =
            body == null
                ? ""
                : new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
        // Most answers are a status alone.
        String line = said.isEmpty() ? "%s answers %d".formatted(url, status) : said;
        spec.commandLine().getOut().println(line);
      }
      return status == HttpURLConnection.HTTP_OK ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      connection.disconnect();
    }
  }
}
