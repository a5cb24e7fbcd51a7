package app.kolan.bench.nodes;

import java.io.IOException;

/// Signals to processes that Java has no method for.
final class Signals {
  private Signals() {}

  /// @param name without `SIG`
  static void send(Process process, String name) throws IOException, InterruptedException {
    int _ =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
  }
}
