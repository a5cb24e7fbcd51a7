package app.kolan.bench.stubs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The stubs of providers in a process of their own, so that their work is not taken for the
/// server's or the callers'.
public final class StubProcess implements AutoCloseable {
  private final Process process;
  private final StubAddresses addresses;

  private StubProcess(Process process, StubAddresses addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /// Starts them.
  ///
  /// @param before words that begin the command, such as `taskset -c 1`
  /// @throws IOException when they do not start
  public static StubProcess start(List<String> before) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ProviderStubs.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(ProviderStubs.READY)) {
        String words = line.substring(ProviderStubs.READY.length());
        return new StubProcess(process, StubAddresses.ofLine(words));
      }
    }
    process.destroyForcibly();
    throw new IOException("the stubs of the providers did not start");
  }

  /// Where they listen.
  public StubAddresses addresses() {
    return addresses;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
