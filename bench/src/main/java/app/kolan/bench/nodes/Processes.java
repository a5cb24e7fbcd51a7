package app.kolan.bench.nodes;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The processes of a bench, none of which outlives it.
final class Processes {
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private Processes() {}

  static Process start(ProcessBuilder command) throws IOException {
    Process process = command.start();
    STARTED.add(process);
    return process;
  }

  /// Sends a signal that Java has no method for.
  ///
  /// @param name without `SIG`
  static void signal(Process process, String name) throws IOException, InterruptedException {
    int _ =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
  }
}
